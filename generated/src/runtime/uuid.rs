//! The codec of [`uuid::Uuid`].

use ::uuid::Uuid;

use super::json::{Decode, Encode, Fault, FaultKind, Reader, Writer};

/// Any spelling that [`Uuid::try_parse`] reads.
impl Decode for Uuid {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let text = reader.string()?;
        Self::try_parse(&text).map_err(|_| reader.fault(FaultKind::Format("uuid")))
    }
}

/// Lower case with hyphens (RFC 9562 section 4).
impl Encode for Uuid {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self.hyphenated().encode_lower(&mut Self::encode_buffer()));
    }
}
