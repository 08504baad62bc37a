package io.redissim.core.type.stream;

/** What becomes of the groups' pending entries when an entry of the stream is deleted. */
enum References {
  KEPT,
  DELETED,
  /** Only entries go that every group was given and has acknowledged. */
  AWAITED;

  /** As options name them; the first is what holds without one. */
  String option() {
    return switch (this) {
      case KEPT -> "KEEPREF";
      case DELETED -> "DELREF";
      case AWAITED -> "ACKED";
    };
  }
}
