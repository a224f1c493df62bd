//! The tokens of a question, compared with many rows at once: late interaction multiplies each with every
//! token of some seventy passages, which is the largest part of an answer behind the model itself.
//!
//! The tokens stand side by side, so that one instruction multiplies the same axis of several of them
//! with a row. That is done in `f32`, of which every processor multiplies and adds as many at once as
//! it has room for, and yet the sums are exact: they are whole numbers, and after so many axes that they
//! may outgrow what an `f32` holds exactly, they go on as integers. So all processors agree to the bit.

use std::array;

use rten_simd::{
    Isa, SimdOp,
    ops::{BitOps, FloatOps, NumOps, ToFloat},
};

use super::{
    quantised::{Probe, SCALE},
    vectors::QuestionToken,
};

/// The number of tokens that stand side by side: as many as the widest instructions multiply.
const LANES: usize = 16;

/// The number of axes whose products are added as `f32`.
const STRETCH: usize = 32;

const _: () = assert!(
    STRETCH as f32 * Probe::STEPS * 128.0 <= 16_777_216.0,
    "an f32 holds whole numbers of up to 24 bits exactly"
);

/// Bytes of the group ahead of a row.
const GROUP: usize = 1;

/// The tokens of a question, ready to be compared with rows.
#[derive(Clone, Debug)]
pub struct TokenProbes {
    blocks: Vec<Block>,
    weights: Vec<f32>,
}

/// Up to [`LANES`] tokens.
#[derive(Clone, Debug)]
struct Block {
    /// Axis by axis, the number of each token.
    stretches: Vec<[[f32; LANES]; STRETCH]>,
    scales: [f32; LANES],
}

impl TokenProbes {
    /// Prepares the tokens of a question.
    pub fn new(tokens: &[QuestionToken]) -> Self {
        let weights = tokens.iter().map(|token| token.weight).collect();
        let blocks = tokens.chunks(LANES).map(Block::of).collect();
        Self { blocks, weights }
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Each token's weight, and its largest scalar product with a row of each of the `groups`; -1 where a
    /// group has none. A row stands behind a byte with the number of its group, in a record of `length`
    /// bytes.
    pub fn nearest(
        &self,
        records: &[u8],
        length: usize,
        groups: usize,
    ) -> impl Iterator<Item = (f32, Vec<f32>)> {
        let of_block = move |block: &Block| {
            let mut best = vec![[-1.0; LANES]; groups];
            let nearest = Nearest {
                block,
                records,
                length,
                best: &mut best,
            };
            nearest.dispatch();
            (0..LANES).map(move |lane| {
                let of_token = best.iter().filter_map(|best| best.get(lane).copied());
                of_token.collect::<Vec<f32>>()
            })
        };
        let of_tokens = self.blocks.iter().flat_map(of_block);
        self.weights.iter().copied().zip(of_tokens)
    }
}

impl Block {
    fn of(tokens: &[QuestionToken]) -> Self {
        let axes = tokens.iter().map(|token| token.vector.len()).max();
        let stretches = axes.unwrap_or(0).div_ceil(STRETCH);
        let mut block = Self {
            stretches: vec![[[0.0; LANES]; STRETCH]; stretches],
            scales: [0.0; LANES],
        };
        for (lane, (token, kept)) in tokens.iter().zip(&mut block.scales).enumerate() {
            let probe = Probe::new(&token.vector);
            *kept = probe.scale;
            let axes = block.stretches.iter_mut().flatten();
            for (axis, number) in axes.zip(&probe.numbers) {
                if let Some(kept) = axis.get_mut(lane) {
                    *kept = f32::from(*number);
                }
            }
        }
        block
    }
}

/// A block compared with rows, compiled once for each kind of processor.
struct Nearest<'a> {
    block: &'a Block,
    records: &'a [u8],
    length: usize,
    best: &'a mut [[f32; LANES]],
}

impl SimdOp for Nearest<'_> {
    type Output = ();

    #[allow(
        clippy::inline_always,
        reason = "what is not inlined is not compiled for the processor"
    )]
    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        // So many sums are under way at once that none waits for its own last addition, and that they fit
        // into the registers.
        match isa.f32().len() {
            16 => self.look::<I, 1, 8>(isa),
            8 => self.look::<I, 2, 4>(isa),
            _ => self.look::<I, 4, 2>(isa),
        }
    }
}

impl Nearest<'_> {
    /// Looks at all rows, `ROWS` at a time; `VECTORS` registers hold the numbers of a block.
    #[allow(
        clippy::inline_always,
        reason = "what is not inlined is not compiled for the processor"
    )]
    #[allow(
        clippy::indexing_slicing,
        clippy::needless_range_loop,
        reason = "all lengths are constants, and only so it becomes the loop that is meant"
    )]
    #[inline(always)]
    fn look<I: Isa, const VECTORS: usize, const ROWS: usize>(self, isa: I) {
        let (floats, integers) = (isa.f32(), isa.i32());
        let scales: [I::F32; VECTORS] = load(isa, &self.block.scales);
        let stretches = &self.block.stretches;
        // All rows are of one length: what is behind their numbers stays 0.
        let mut unpacked: [Vec<[f32; STRETCH]>; ROWS] =
            array::from_fn(|_| vec![[0.0; STRETCH]; stretches.len()]);
        for records in self.records.chunks(ROWS * self.length) {
            let rows = records.chunks_exact(self.length);
            for (record, unpacked) in rows.zip(&mut unpacked) {
                let packed = record.get(GROUP + SCALE..).unwrap_or_default();
                for (number, packed) in unpacked.as_flattened_mut().iter_mut().zip(packed) {
                    *number = f32::from(packed.cast_signed());
                }
            }
            let mut sums = [[integers.zero(); VECTORS]; ROWS];
            for (at, stretch) in stretches.iter().enumerate() {
                let numbers: [&[f32; STRETCH]; ROWS] = array::from_fn(
                    #[inline(always)]
                    |row| &unpacked[row][at],
                );
                let mut exact = [[floats.zero(); VECTORS]; ROWS];
                for (axis, tokens) in stretch.iter().enumerate() {
                    let tokens: [I::F32; VECTORS] = load(isa, tokens);
                    for (exact, numbers) in exact.iter_mut().zip(numbers) {
                        let number = floats.splat(numbers[axis]);
                        for vector in 0..VECTORS {
                            let token = tokens[vector];
                            exact[vector] = floats.mul_add(token, number, exact[vector]);
                        }
                    }
                }
                for row in 0..ROWS {
                    for vector in 0..VECTORS {
                        let exact = floats.to_int_trunc(exact[row][vector]);
                        sums[row][vector] = integers.add(sums[row][vector], exact);
                    }
                }
            }
            for (record, sums) in records.chunks_exact(self.length).zip(&sums) {
                let Some((best, scale)) = group_of(self.best, record) else {
                    continue;
                };
                let scale = floats.splat(scale);
                for vector in 0..VECTORS {
                    let lanes = &mut best[vector * floats.len()..];
                    let known = floats.load(lanes);
                    let sum = integers.to_float(sums[vector]);
                    let dot = floats.mul(floats.mul(sum, scales[vector]), scale);
                    floats.store(floats.max(dot, known), lanes);
                }
            }
        }
    }
}

/// The registers that hold a number of each token.
#[allow(
    clippy::inline_always,
    clippy::indexing_slicing,
    reason = "what is not inlined is not compiled for the processor; there are as many lanes"
)]
#[inline(always)]
fn load<I: Isa, const VECTORS: usize>(isa: I, lanes: &[f32; LANES]) -> [I::F32; VECTORS] {
    let floats = isa.f32();
    array::from_fn(
        #[inline(always)]
        |vector| floats.load(&lanes[vector * floats.len()..]),
    )
}

/// The best products of a record's group, and the scale of its row.
#[allow(
    clippy::inline_always,
    reason = "a call would cost as much as the work"
)]
#[inline(always)]
fn group_of<'a>(
    best: &'a mut [[f32; LANES]],
    record: &[u8],
) -> Option<(&'a mut [f32; LANES], f32)> {
    let (group, row) = record.split_first()?;
    let scale = row.first_chunk::<SCALE>()?;
    Some((
        best.get_mut(usize::from(*group))?,
        f32::from_le_bytes(*scale),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rten_simd::isa::GenericIsa;

    use super::*;
    use crate::embedding::{quantised::test_rows::with_scale, row_bytes};

    const GROUPS: usize = 3;

    /// As it is meant: one token, one row, one number after the other.
    fn plainly(tokens: &[QuestionToken], records: &[u8], length: usize) -> Vec<Vec<f32>> {
        let of_token = |token: &QuestionToken| {
            let probe = Probe::new(&token.vector);
            let mut best = vec![-1.0_f32; GROUPS];
            for record in records.chunks_exact(length) {
                let (group, row) = record.split_first().unwrap();
                if let Some(best) = best.get_mut(usize::from(*group)) {
                    *best = best.max(probe.dot(row));
                }
            }
            best
        };
        tokens.iter().map(of_token).collect()
    }

    fn by(
        probes: &TokenProbes,
        records: &[u8],
        length: usize,
        run: impl Fn(Nearest<'_>),
    ) -> Vec<Vec<f32>> {
        let mut all = Vec::new();
        for block in &probes.blocks {
            let mut best = vec![[-1.0; LANES]; GROUPS];
            run(Nearest {
                block,
                records,
                length,
                best: &mut best,
            });
            for lane in 0..LANES {
                all.push(best.iter().map(|best| best[lane]).collect());
            }
        }
        all.truncate(probes.len());
        all
    }

    fn vectors(axes: usize) -> impl Strategy<Value = Vec<Vec<f32>>> {
        // The extremes are frequent: they make the largest sums.
        let number = prop_oneof![-1.0_f32..1.0, Just(1.0), Just(-1.0)];
        prop::collection::vec(prop::collection::vec(number, axes), 0..36)
    }

    fn asked() -> impl Strategy<Value = (Vec<Vec<f32>>, Vec<u8>, usize)> {
        (0_usize..160).prop_flat_map(|axes| {
            let byte = prop_oneof![any::<u8>(), Just(127_u8), Just(128_u8)];
            let rows = (GROUP + row_bytes(axes)) * 40;
            (
                vectors(axes),
                prop::collection::vec(byte, 0..rows),
                Just(axes),
            )
        })
    }

    proptest! {
        #[test]
        fn every_processor_comes_to_the_same_bits((vectors, bytes, axes) in asked()) {
            let tokens: Vec<QuestionToken> = vectors
                .into_iter()
                .map(|vector| QuestionToken { vector, weight: 0.5 })
                .collect();
            let length = GROUP + row_bytes(axes);
            let records: Vec<u8> = bytes
                .chunks_exact(length)
                .enumerate()
                .flat_map(|(at, bytes)| {
                    let mut record = with_scale(bytes, GROUP);
                    // One group too many: its rows count for none.
                    record[0] = u8::try_from(at % (GROUPS + 1)).unwrap();
                    record
                })
                .collect();
            let probes = TokenProbes::new(&tokens);
            let meant = plainly(&tokens, &records, length);
            let told: Vec<_> = probes.nearest(&records, length, GROUPS).collect();
            prop_assert_eq!(told.len(), tokens.len());
            prop_assert!(told.iter().all(|(weight, _)| *weight > 0.4));
            let told: Vec<_> = told.into_iter().map(|(_, best)| best).collect();
            prop_assert_eq!(&told, &meant);
            let portable = |nearest: Nearest<'_>| nearest.eval(GenericIsa::new());
            prop_assert_eq!(&by(&probes, &records, length, portable), &meant);
            #[cfg(target_arch = "x86_64")]
            if let Some(isa) = rten_simd::isa::Avx2Isa::new() {
                let avx2 = |nearest: Nearest<'_>| nearest.eval(isa);
                prop_assert_eq!(&by(&probes, &records, length, avx2), &meant);
            }
        }
    }
}
