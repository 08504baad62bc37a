package io.redissim.core.keyspace;

/** The key holds a value of another type. Shared and stackless: it is an answer, not a failure. */
public final class WrongTypeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack to keep
  static final WrongTypeException INSTANCE = new WrongTypeException();

  private WrongTypeException() {
    super("a value of another type", null, false, false);
  }
}
