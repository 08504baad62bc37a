package io.redissim.core.keyspace;

/** Sees the entries of a scan, one by one. It must not change the keyspace. */
@FunctionalInterface
public interface ScanVisitor {
  /** The view is valid during the call. */
  void visit(Entry entry);

  /** Whether a key past its deadline that the scan meets is removed. */
  default boolean removes(Entry expired) {
    return true;
  }
}
