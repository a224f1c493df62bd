//! Vectors as they are kept: a byte a number. A row is a scale (`f32`, little endian) and the
//! numbers in units of it, as signed bytes.

use rten_simd::{Isa, SimdOp};

/// The length of a row of so many numbers, in bytes.
pub fn row_bytes(dimensions: usize) -> usize {
    SCALE + dimensions
}

/// Bytes of the scale.
pub(super) const SCALE: usize = size_of::<f32>();

/// The largest step of a number in a row.
const STEPS: f32 = 127.0;

/// Appends a vector as a row. A number is off by at most half of its scale, which is 1/127 of the
/// vector's largest number.
pub fn write_row(vector: &[f32], out: &mut Vec<u8>) {
    let largest = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    let scale = largest / STEPS;
    out.extend(scale.to_le_bytes());
    let unit = if scale > 0.0 { 1.0 / scale } else { 0.0 };
    out.extend(vector.iter().map(|x| steps(x * unit).to_le_bytes()[0]));
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "at most STEPS, as the scale is that of the largest number"
)]
fn steps(x: f32) -> i8 {
    x.round() as i8
}

/// A vector that is compared with many rows: finer than they are, as it is kept for a moment only.
#[derive(Clone, Debug)]
pub struct Probe {
    pub(super) numbers: Vec<i16>,
    pub(super) scale: f32,
}

impl Probe {
    /// The largest step of a number: the sum over 4,096 dimensions stays within an `i32`.
    pub(super) const STEPS: f32 = 4_095.0;

    /// Prepares a vector.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "at most STEPS, as the scale is that of the largest number"
    )]
    pub fn new(vector: &[f32]) -> Self {
        let largest = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
        let scale = largest / Self::STEPS;
        let unit = if scale > 0.0 { 1.0 / scale } else { 0.0 };
        let numbers = vector.iter().map(|x| (x * unit).round() as i16);
        Self {
            numbers: numbers.collect(),
            scale,
        }
    }

    /// The scalar product with a row: the cosine, where both have the length 1.
    #[allow(
        clippy::inline_always,
        reason = "it is compiled for the processor that `AllDots` finds"
    )]
    #[inline(always)]
    pub fn dot(&self, row: &[u8]) -> f32 {
        let Some((scale, numbers)) = row.split_first_chunk::<SCALE>() else {
            return 0.0;
        };
        // In this form the compiler multiplies eight or more pairs at once.
        let products = self.numbers.iter().zip(numbers);
        let sum: i32 = products
            .map(|(a, b)| i32::from(*a) * i32::from(b.cast_signed()))
            .sum();
        sum as f32 * self.scale * f32::from_le_bytes(*scale)
    }

    /// The scalar products with many rows, each of which stands behind `at` other bytes in a record of
    /// `length` bytes. They are those of [`Probe::dot`], and come faster: the widest instructions that
    /// the processor has are used, whatever the program was compiled for.
    pub fn dots(&self, records: &[u8], length: usize, at: usize) -> Vec<f32> {
        let mut dots = vec![0.0; records.len() / length];
        let all = AllDots {
            probe: self,
            records,
            length,
            at,
            dots: &mut dots,
        };
        all.dispatch();
        dots
    }
}

/// A loop over rows, compiled once for each kind of processor.
struct AllDots<'a> {
    probe: &'a Probe,
    records: &'a [u8],
    length: usize,
    at: usize,
    dots: &'a mut [f32],
}

impl SimdOp for AllDots<'_> {
    type Output = ();

    #[allow(
        clippy::inline_always,
        reason = "what is not inlined is not compiled for the processor"
    )]
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let records = self.records.chunks_exact(self.length);
        for (dot, record) in self.dots.iter_mut().zip(records) {
            *dot = self.probe.dot(record.get(self.at..).unwrap_or_default());
        }
    }
}

#[cfg(test)]
pub(super) mod test_rows {
    use super::SCALE;

    /// Any bytes as a record whose row, at `at`, has a scale that is a number.
    pub(in crate::embedding) fn with_scale(bytes: &[u8], at: usize) -> Vec<u8> {
        let mut record = bytes.to_vec();
        let scale = f32::from(bytes.last().copied().unwrap_or(1)) / 1_000.0;
        if let Some(place) = record.get_mut(at..at + SCALE) {
            place.copy_from_slice(&scale.to_le_bytes());
        }
        record
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit(mut vector: Vec<f32>) -> Vec<f32> {
        super::super::basis::normalise(&mut vector);
        vector
    }

    proptest! {
        #[test]
        fn a_row_gives_the_cosine_back(
            a in prop::collection::vec(-1.0_f32..1.0, 384),
            b in prop::collection::vec(-1.0_f32..1.0, 384),
        ) {
            let (a, b) = (unit(a), unit(b));
            let exact: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
            let mut row = Vec::new();
            write_row(&b, &mut row);
            prop_assert_eq!(row.len(), row_bytes(384));
            prop_assert!((Probe::new(&a).dot(&row) - exact).abs() < 0.003);
        }

        #[test]
        fn rows_give_the_same_one_by_one_and_together(
            vector in prop::collection::vec(-1.0_f32..1.0, 1..400),
            bytes in prop::collection::vec(any::<u8>(), 0..4_000),
            at in 0_usize..20,
        ) {
            let probe = Probe::new(&vector);
            let length = at + row_bytes(vector.len());
            let records: Vec<u8> = bytes
                .chunks_exact(length)
                .flat_map(|record| test_rows::with_scale(record, at))
                .collect();
            let alone: Vec<f32> = records
                .chunks_exact(length)
                .map(|record| probe.dot(record.get(at..).unwrap()))
                .collect();
            prop_assert_eq!(probe.dots(&records, length, at), alone);
        }
    }

    #[test]
    fn nothing_is_like_an_empty_vector() {
        let mut row = Vec::new();
        write_row(&[0.0; 4], &mut row);
        assert!(Probe::new(&[0.5; 4]).dot(&row).abs() < f32::EPSILON);
        assert!(Probe::new(&[0.0; 4]).dot(&row).abs() < f32::EPSILON);
        assert!(Probe::new(&[0.5; 4]).dot(&[]).abs() < f32::EPSILON);
    }
}
