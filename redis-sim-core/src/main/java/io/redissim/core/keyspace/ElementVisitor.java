package io.redissim.core.keyspace;

/** Sees the name of an element, which lies in bytes that stay only during the call. */
@FunctionalInterface
public interface ElementVisitor {
  void visit(byte[] array, int offset, int length);
}
