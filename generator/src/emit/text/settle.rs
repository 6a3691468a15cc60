//! Reading back what would be written, and writing less where it comes out differently.

use super::inline;
use super::read::read_back;
use super::tree::{self, Block, Inline};
use super::write;

/// `blocks`, each of which reads back as itself when it is written.
///
/// Emphasis that would pair up otherwise is dropped. A block that still differs becomes a paragraph
/// of its text, and if need be one with every punctuation mark escaped.
pub(super) fn settle(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.iter_mut().for_each(settle_styles);
    blocks.into_iter().filter_map(settle_block).collect()
}

fn settle_block(block: Block) -> Option<Block> {
    let block = [block];
    if reads_back(&block) {
        let [block] = block;
        return Some(block);
    }
    let mut lines = tree::text_lines(&block);
    lines.retain(|line| !line.trim_matches(' ').is_empty());
    let inlines = lines
        .iter()
        .flat_map(|line| [Inline::Text(line.clone()), Inline::Soft]);
    let paragraph = [Block::Paragraph(inline::finish(inlines.collect()))];
    if reads_back(&paragraph) {
        let [paragraph] = paragraph;
        return Some(paragraph);
    }
    (!lines.is_empty()).then_some(Block::Plain(lines))
}

fn reads_back(blocks: &[Block]) -> bool {
    read_back(&write::blocks(blocks).join("\n")).is_some_and(|read| read == blocks)
}

fn settle_styles(block: &mut Block) {
    match block {
        Block::Paragraph(inlines) => settle_inlines(inlines),
        Block::Quote(blocks) => blocks.iter_mut().for_each(settle_styles),
        Block::List(list) => list.items.iter_mut().flatten().for_each(settle_styles),
        Block::Table(table) => table.rows.iter_mut().flatten().for_each(settle_inlines),
        Block::Code(_) | Block::Rule | Block::Plain(_) => {}
    }
}

fn settle_inlines(inlines: &mut Vec<Inline>) {
    let is_style = |inline: &Inline| matches!(inline, Inline::Start(_) | Inline::End(_));
    if !inlines.iter().any(is_style) {
        return;
    }
    if !reads_back(&[Block::Paragraph(inlines.clone())]) {
        inlines.retain(|inline| !is_style(inline));
        let mut merged = Vec::with_capacity(inlines.len());
        for inline in inlines.drain(..) {
            tree::append(&mut merged, inline);
        }
        *inlines = inline::finish(merged);
    }
}
