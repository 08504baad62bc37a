package io.redissim.core.keyspace;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A type of value, and the view through which its commands see it. Every collection type declares
 * its own beside its view:
 *
 * <pre>{@code
 * public static final ValueType<ListValue> TYPE =
 *     ValueType.collection(ValueKind.LIST, ListValue::new);
 * }</pre>
 *
 * @param <V> the view
 */
public final class ValueType<V> {
  public static final ValueType<StringValue> STRING =
      new ValueType<>(ValueKind.STRING, Database::stringView);

  private final ValueKind kind;
  private final Function<Database, V> view;

  private ValueType(ValueKind kind, Function<Database, V> view) {
    this.kind = kind;
    this.view = view;
  }

  /**
   * A type whose values have elements.
   *
   * @param newView makes a view that points nowhere yet
   */
  public static <V extends CollectionValue> ValueType<V> collection(
      ValueKind kind, Supplier<V> newView) {
    return new ValueType<>(kind, database -> database.collectionView(kind, newView));
  }

  public ValueKind kind() {
    return kind;
  }

  /** The database's own view, pointed at the entry that was looked up last. */
  V view(Database database) {
    return view.apply(database);
  }
}
