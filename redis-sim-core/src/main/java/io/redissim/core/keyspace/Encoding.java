package io.redissim.core.keyspace;

/** How a value is stored, by the names that OBJECT ENCODING prints. */
public enum Encoding {
  INT("int"),
  EMBSTR("embstr"),
  RAW("raw"),
  LISTPACK("listpack"),
  QUICKLIST("quicklist"),
  INTSET("intset"),
  HASHTABLE("hashtable"),
  SKIPLIST("skiplist"),
  STREAM("stream");

  private final String printed;

  Encoding(String printed) {
    this.printed = printed;
  }

  /** As OBJECT ENCODING prints it. */
  public String printed() {
    return printed;
  }
}
