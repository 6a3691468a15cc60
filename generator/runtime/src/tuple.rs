//! The codec of tuples: arrays with a fixed number of items, each of a type of its own.

use super::json::{Decode, Encode, Fault, FaultKind, Items, Reader, Slot, Writer};

/// Puts each item of an array into the slot of its position.
struct Positions<'s>(std::slice::IterMut<'s, &'s mut dyn Slot>);

impl Items for Positions<'_> {
    fn item(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        match self.0.next() {
            Some(slot) => slot.fill(reader),
            None => Err(reader.fault(FaultKind::Invalid("the array has too many items"))),
        }
    }
}

/// Implements the codec for tuples with these items.
macro_rules! tuple {
    ($($ty:ident $item:ident $index:literal)*) => {
        impl<$($ty: Decode),*> Decode for ($($ty,)*) {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                $(let mut $item: Option<$ty> = None;)*
                reader.array(&mut Positions([$(&mut $item as &mut dyn Slot),*].iter_mut()))?;
                let missing = |index| move || Fault::new(FaultKind::Missing).in_item(index);
                Ok(($($item.ok_or_else(missing($index))?,)*))
            }
        }

        impl<$($ty: Encode),*> Encode for ($($ty,)*) {
            fn encode(&self, writer: &mut Writer) {
                let ($($item,)*) = self;
                let mut array = writer.array();
                $(array.item($item);)*
                array.finish();
            }
        }
    };
}

tuple!(A a 0);
tuple!(A a 0 B b 1);
tuple!(A a 0 B b 1 C c 2);
tuple!(A a 0 B b 1 C c 2 D d 3);
tuple!(A a 0 B b 1 C c 2 D d 3 E e 4);
tuple!(A a 0 B b 1 C c 2 D d 3 E e 4 F f 5);
tuple!(A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6);
tuple!(A a 0 B b 1 C c 2 D d 3 E e 4 F f 5 G g 6 H h 7);
