package io.redissim.core.command;

/** What a command does with the keys of one key spec, in the order COMMAND INFO prints them. */
public enum KeyFlag {
  RO("RO"),
  RW("RW"),
  OW("OW"),
  RM("RM"),
  ACCESS("access"),
  UPDATE("update"),
  INSERT("insert"),
  DELETE("delete"),
  NOT_KEY("not_key"),
  INCOMPLETE("incomplete"),
  VARIABLE_FLAGS("variable_flags");

  private final String text;

  KeyFlag(String text) {
    this.text = text;
  }

  /** As COMMAND INFO prints it. */
  public String text() {
    return text;
  }
}
