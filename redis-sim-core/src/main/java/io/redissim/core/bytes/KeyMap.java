package io.redissim.core.bytes;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, found with a key that is only a view, without allocating. Chained: each entry is a
 * node with a key of its own. For what is remembered beside the store: who waits for a key, who
 * watches it.
 */
public final class KeyMap<V> {
  private static final int INITIAL = 16;

  private static final class Node<V> {
    final Key key;
    final V value;
    @Nullable Node<V> next;

    Node(Key key, V value, @Nullable Node<V> next) {
      this.key = key;
      this.value = value;
      this.next = next;
    }
  }

  private Node<V>[] buckets = newBuckets(INITIAL);
  private int size;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public @Nullable V get(Key key) {
    for (Node<V> node = buckets[bucket(key)]; node != null; node = node.next) {
      if (matches(node, key)) {
        return node.value;
      }
    }
    return null;
  }

  /** Adds a value for a key that has none. The key is kept: it must be nobody's view. */
  public void add(Key own, V value) {
    if (size >= buckets.length) {
      grow();
    }
    int at = bucket(own);
    buckets[at] = new Node<>(own, value, buckets[at]);
    size++;
  }

  /** Forgets the key, if it is there. */
  public void remove(Key key) {
    int at = bucket(key);
    Node<V> before = null;
    for (Node<V> node = buckets[at]; node != null; node = node.next) {
      if (matches(node, key)) {
        if (before == null) {
          buckets[at] = node.next;
        } else {
          before.next = node.next;
        }
        size--;
        return;
      }
      before = node;
    }
  }

  /** In no particular order. The map must not be changed meanwhile. */
  public void forEach(BiConsumer<Key, V> action) {
    for (Node<V> first : buckets) {
      for (Node<V> node = first; node != null; node = node.next) {
        action.accept(node.key, node.value);
      }
    }
  }

  private void grow() {
    Node<V>[] old = buckets;
    buckets = newBuckets(2 * old.length);
    for (Node<V> first : old) {
      Node<V> node = first;
      while (node != null) {
        Node<V> next = node.next;
        int at = bucket(node.key);
        node.next = buckets[at];
        buckets[at] = node;
        node = next;
      }
    }
  }

  private int bucket(Key key) {
    long hash = key.hash();
    return (int) (hash ^ hash >>> 32) & (buckets.length - 1);
  }

  private static boolean matches(Node<?> node, Key key) {
    return node.key.hash() == key.hash() && node.key.sameBytes(key);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made
  private static <V> Node<V>[] newBuckets(int count) {
    return (Node<V>[]) new Node[count];
  }
}
