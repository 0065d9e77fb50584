//! Every limit on input, in one place. Input is hostile: each limit answers with one clear sentence.

/// The largest document, in bytes: 64 MiB. A report with its tables is well under one.
pub const MAX_BYTES: usize = 64 << 20;

/// The most bytes of a text or a page, as UTF-8: 24 MiB. A page saved whole may carry pictures; its words are few.
pub const MAX_TEXT: usize = 24 << 20;

/// The most characters of text in a document, after decoding.
pub const MAX_CHARS: usize = 8_000_000;

/// The most bytes of running text that the rules look at, as UTF-8: 512 KiB, some 170,000 characters. A report has ten
/// thousand; what stands behind a text that long is told as not checked.
pub const MAX_PROSE: usize = 512 << 10;

/// The most findings of one rule that are told: a text that has more is not mended one by one.
pub const MAX_FINDINGS: usize = 200;

/// The most decisions about findings and rules that one file may hold.
pub const MAX_DECISIONS: usize = 10_000;

/// The most cells in all tables of a document, spans counted out.
pub const MAX_CELLS: usize = 200_000;

/// The most paragraphs and tables in a document.
pub const MAX_BLOCKS: usize = 200_000;

/// The most lines of a Markdown text.
pub const MAX_LINES: usize = 2_000_000;

/// The largest row or column span that is believed; forged ones are cut to this.
pub const MAX_SPAN: usize = 200;

/// The deepest nesting of HTML tables that is followed; what is deeper is read as text of its outer cell.
pub const MAX_TABLE_DEPTH: usize = 32;

/// The most bytes one part of an office document, or one file of an archive, may have when unpacked: 48 MiB.
pub const MAX_PART: usize = 48 << 20;

/// The most bytes that are unpacked out of one container, all its parts together: 96 MiB.
pub const MAX_UNPACKED: usize = 96 << 20;

/// The most bytes of all archives in an archive, which are kept while their files are read: 32 MiB.
pub const MAX_NESTED: usize = 32 << 20;

/// The most parts a container may list.
pub const MAX_PARTS: usize = 10_000;

/// The deepest nesting of XML elements that is followed; what is deeper is skipped.
pub const MAX_XML_DEPTH: usize = 256;

/// The most styles, lists or relations of an office document that are kept; what is beyond is passed over.
pub const MAX_DEFINITIONS: usize = 20_000;

/// The most rows of figures without a sign between them that are tried in every order; those of table three are 25.
pub const MAX_ARRANGED_ROWS: usize = 25;

/// The most ways to read whole tables that are compared where single blocks of figures do not tell.
pub const MAX_READINGS: usize = 64;

/// The most figures of rows in pieces that are put together again.
pub const MAX_INTERLEAVED: usize = 112;

/// How many ways to put them together are kept at every figure.
pub const MAX_INTERLEAVED_STATES: usize = 120;

/// The most figures of one page that are put in rows.
pub const MAX_PAGED_FIGURES: usize = 175;

/// From how many figures on only the nearest orders of a page are tried: what comes in order has no need of others.
pub const MANY_PAGED_FIGURES: usize = 126;

/// How many ways are kept there.
pub const FEW_PAGED_STATES: usize = 16;

/// The most figures of a page that is tried again with what its columns come to.
pub const MAX_HARD_FIGURES: usize = 63;

/// How many ways to put the figures of one page in rows are kept at every figure, times those figures.
pub const MAX_PAGED_STATES: usize = 30_000;

/// The most orders of half the pages of a table that are tried together.
pub const MAX_PAGED_ORDERS: usize = 20_000;

/// The most ways to cut a line of figures that stick together.
pub const MAX_CUTS: usize = 5_000;

/// The deepest nesting of the containers of a mail; what is deeper is passed over.
pub const MAX_MIME_DEPTH: usize = 16;

/// The deepest nesting of HTML lists whose items are numbered.
pub const MAX_LIST_DEPTH: usize = 32;
