package io.redissim.cli;

/** How replies are shown. */
enum ReplyFormat {
  /** For a person at a terminal: types, numbering, quotes. */
  STANDARD,
  /** The bare values, for the next program of a pipe. */
  RAW,
  CSV,
  JSON,
  /** JSON whose strings hold printable ASCII only. */
  QUOTED_JSON
}
