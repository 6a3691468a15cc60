//! Arrays whose every position has a type of its own, as tuples (JSON Schema, Core 10.3.1.1).

use super::json::{Decode, Encode, Fault, FaultKind, Items, Reader, Slot, Writer};

/// The positions that are still to be filled.
struct Positions<'p, 's>(std::slice::IterMut<'p, &'s mut dyn Slot>);

impl Items for Positions<'_, '_> {
    fn item(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        match self.0.next() {
            Some(slot) => slot.fill(reader),
            None => Err(reader.fault(FaultKind::Invalid("the array has too many items"))),
        }
    }
}

/// The value of the position `index` (from 0), which must have been there.
fn filled<T>(slot: Option<T>, index: usize) -> Result<T, Fault> {
    slot.ok_or_else(|| Fault::new(FaultKind::Missing).in_item(index))
}

macro_rules! tuples {
    ($($($name:ident $value:ident $index:tt)+;)+) => {$(
        impl<$($name: Decode),+> Decode for ($($name,)+) {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                $(let mut $value: Option<$name> = None;)+
                let slots: &mut [&mut dyn Slot] = &mut [$(&mut $value),+];
                reader.array(&mut Positions(slots.iter_mut()))?;
                Ok(($(filled($value, $index)?,)+))
            }
        }

        impl<$($name: Encode),+> Encode for ($($name,)+) {
            fn encode(&self, writer: &mut Writer) {
                let mut array = writer.array();
                $(array.item(&self.$index);)+
                array.finish();
            }
        }
    )+};
}

// As long as tuples compare and print, see the documentation of `tuple` in the standard library.
tuples! {
    A a 0;
    A a 0 B b 1;
    A a 0 B b 1 C c 2;
    A a 0 B b 1 C c 2 D d 3;
    A a 0 B b 1 C c 2 D d 3 E e 4;
    A a 0 B b 1 C c 2 D d 3 E e 4 F f 5;
    A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6;
    A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7;
    A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8;
    A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9;
    A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10;
    A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7 I i 8 J j 9 K k 10 L l 11;
}
