package io.redissim.core.config;

import io.redissim.core.bytes.Ascii;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of one engine: a value per directive of {@link Directives}, and who wants to
 * know about changes. Reading by name costs a map look-up, so the hot path keeps what it needs in
 * fields of its own, filled by {@link #followLong} and its siblings. Behind the engine's door like
 * everything in core.
 */
public final class Config {
  /** Acts on a change. It may refuse; then all changes of the same CONFIG SET are taken back. */
  public interface ChangeHook {
    void changed(Config config) throws ConfigRefusal;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Config.class);

  private final ConfigFiles files;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Object[] values;
  private final List<List<ChangeHook>> hooks = new ArrayList<>();
  private final BitSet used = new BitSet();
  private final List<CommandRename> commandRenames = new ArrayList<>();
  private @Nullable String file;

  /** {@code rename-command}; an empty new name: the command is taken away. */
  public record CommandRename(String from, String to) {}

  /** A directive under one of its names. */
  record Entry(String name, Directive<?> directive) {}

  public Config(ConfigFiles files) {
    this.files = files;
    List<Directive<?>> table = Directives.table();
    values = new Object[table.size()];
    for (Directive<?> directive : table) {
      values[directive.index()] = directive.type().defaultValue();
      hooks.add(new ArrayList<>(0));
      for (String name : directive.names()) {
        entries.put(name, new Entry(name, directive));
      }
    }
    values[directive("dir").index()] = files.workingDirectory();
  }

  // Reading. A name that is not in the table, or of another type, is a mistake of the caller.

  public boolean flag(String name) {
    return (Boolean) value(name);
  }

  public long number(String name) {
    return (Long) value(name);
  }

  /** The value as CONFIG GET shows it. */
  public String text(String name) {
    return show(used(name));
  }

  /** The words of {@code bind}, {@code replicaof} ({@code host port} or nothing) and the like. */
  @SuppressWarnings("unchecked") // checked here: only this type of the table holds words
  public List<String> words(String name) {
    if (!(used(name).type() instanceof WordsType)) {
      throw new IllegalArgumentException(name + " is not a list of words");
    }
    return (List<String>) value(name);
  }

  /** Whether the value of a directive is not for everybody's eyes; false if there is none. */
  public boolean isSecret(String name) {
    Entry entry = find(name);
    return entry != null && entry.directive.is(Flag.SENSITIVE);
  }

  /** {@code notify-keyspace-events}, every class by its own letter. */
  public String eventClasses() {
    return (String) value("notify-keyspace-events");
  }

  public OutputBufferLimits outputBufferLimits() {
    return (OutputBufferLimits) value("client-output-buffer-limit");
  }

  @SuppressWarnings("unchecked") // the table gives "save" this type
  public List<SavePoint> savePoints() {
    return (List<SavePoint>) value("save");
  }

  /** {@code rename-command}, line for line. */
  public List<CommandRename> commandRenames() {
    return List.copyOf(commandRenames);
  }

  /** The directory that relative paths start from; absolute. */
  public String directory() {
    return (String) value("dir");
  }

  /** The absolute path of a file named by a directive, or null if it names none. */
  public @Nullable String path(String name) {
    String path = text(name);
    return path.isEmpty() ? null : resolve(directory(), path);
  }

  /** The absolute path of the configuration file, or null if the server was started without. */
  public @Nullable String file() {
    return file;
  }

  // Following changes.

  /** Calls the hook after each change of the directive. */
  public void onChange(String name, ChangeHook hook) {
    hooks.get(used(name).index()).add(hook);
  }

  /** Hands over the number now and after each change. */
  public void followLong(String name, LongConsumer field) {
    field.accept(number(name));
    onChange(name, config -> field.accept(config.number(name)));
  }

  /** Hands over the flag now and after each change. */
  public void followFlag(String name, Consumer<Boolean> field) {
    field.accept(flag(name));
    onChange(name, config -> field.accept(config.flag(name)));
  }

  /** Hands over the text now and after each change. */
  public void followText(String name, Consumer<String> field) {
    field.accept(text(name));
    onChange(name, config -> field.accept(config.text(name)));
  }

  /**
   * The directives that are declared as working although nobody has read or followed them: a list
   * that a test of the whole server keeps empty.
   */
  public Collection<String> workingButUnused() {
    Set<String> names = new TreeSet<>();
    for (Entry entry : entries.values()) {
      Directive<?> directive = entry.directive;
      if (directive.support() == Support.WORKING && !used.get(directive.index())) {
        names.add(directive.name());
      }
    }
    return names;
  }

  // For the rest of the package.

  ConfigFiles files() {
    return files;
  }

  void rename(String command, String newName) {
    commandRenames.add(new CommandRename(command, newName));
  }

  void file(@Nullable String path) {
    file = path;
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  /** The entry of a name in any case, or null. */
  @Nullable Entry find(String name) {
    return entries.get(name.toLowerCase(Locale.ROOT));
  }

  /** As {@link #text}, without counting as somebody who acts on the value. */
  String peek(String name) {
    return show(directive(name));
  }

  String show(Directive<?> directive) {
    return showTyped(directive);
  }

  void rewrite(Directive<?> directive, ValueType.Lines lines) {
    rewriteTyped(directive, lines);
  }

  /** Sets one value while loading: no hook runs, everybody reads it later. */
  void load(Entry entry, List<String> args, boolean isRepeated) throws ConfigRefusal {
    Directive<?> directive = entry.directive;
    values[directive.index()] = parse(directive, args, isRepeated);
  }

  /**
   * Sets values by name, all or none, and runs the hooks of what changed, each hook once. Source:
   * {@code config.c:configSetCommand}.
   *
   * @param namesAndValues in turn; the names in any case
   * @param isTrusted whether parameters of the kind {@link Flag#PROTECTED} may be set
   * @throws ConfigRefusal with the text of the error reply after {@code ERR }
   */
  public void set(List<String> namesAndValues, boolean isTrusted) throws ConfigRefusal {
    List<Entry> names = new ArrayList<>();
    List<String> newValues = new ArrayList<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      String name = namesAndValues.get(i);
      Entry entry = find(name);
      if (entry == null) {
        throw new ConfigRefusal(
            "Unknown option or number of arguments for CONFIG SET - '" + name + "'");
      }
      if (entry.directive.is(Flag.IMMUTABLE)) {
        throw failed(name, new ConfigRefusal("can't set immutable config"));
      }
      if (entry.directive.is(Flag.PROTECTED) && !isTrusted) {
        throw failed(name, new ConfigRefusal("can't set protected config"));
      }
      if (names.contains(entry)) {
        throw failed(name, new ConfigRefusal("duplicate parameter"));
      }
      names.add(entry);
      newValues.add(namesAndValues.get(i + 1));
    }
    set(names, newValues);
  }

  private void set(List<Entry> names, List<String> newValues) throws ConfigRefusal {
    Object[] before = values.clone();
    Map<ChangeHook, Entry> toRun = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Entry entry = names.get(i);
      Directive<?> directive = entry.directive;
      try {
        Object value = parse(directive, arguments(directive, newValues.get(i)), false);
        boolean changed = !value.equals(values[directive.index()]);
        values[directive.index()] = value;
        if (changed || directive.is(Flag.VOLATILE)) {
          hooks.get(directive.index()).forEach(hook -> toRun.putIfAbsent(hook, entry));
        }
      } catch (ConfigRefusal e) {
        restore(before);
        throw failed(entry.name, e);
      }
    }
    List<ChangeHook> done = new ArrayList<>();
    for (Map.Entry<ChangeHook, Entry> hook : toRun.entrySet()) {
      done.add(hook.getKey());
      try {
        hook.getKey().changed(this);
      } catch (ConfigRefusal e) {
        String name = hook.getValue().name;
        LOG.warn(
            "Failed applying new configuration. Possibly related to new {} setting. Restoring"
                + " previous settings.",
            name);
        restore(before);
        done.forEach(this::reapply);
        throw failed(name, e);
      }
    }
  }

  /**
   * Brings the configuration file up to date with the values in force, in one step.
   *
   * @param everything whether to write defaults too
   */
  public void rewriteFile(boolean everything) throws IOException {
    String path = file;
    if (path == null) {
      throw new IllegalStateException("no configuration file");
    }
    String old = files.exists(path) ? Ascii.string(files.read(path)) : "";
    files.replace(path, Ascii.bytes(ConfigRewrite.rewrite(this, old, everything)));
  }

  /** The absolute path of {@code path} as seen from a directory. */
  static String resolve(String directory, String path) {
    if (path.startsWith("/")) {
      return path;
    }
    return directory.endsWith("/") ? directory + path : directory + '/' + path;
  }

  /** The text of a refusal of something that a later version will do. */
  static ConfigRefusal unsupported(String what) {
    return new ConfigRefusal("'" + what + "' is not supported yet by redis-sim");
  }

  private static ConfigRefusal failed(String name, ConfigRefusal why) {
    return new ConfigRefusal(
        "CONFIG SET failed (possibly related to argument '" + name + "') - " + why.text());
  }

  private <V> V parse(Directive<V> directive, List<String> args, boolean isRepeated)
      throws ConfigRefusal {
    V current = current(directive);
    V value = directive.type().parse(args, current, new Context(isRepeated));
    if (!directive.accepts(value) && !value.equals(current)) {
      throw unsupported(assignment(directive, value));
    }
    if (!directive.isQuiet(value) && !value.equals(current)) {
      LOG.warn(
          "WARNING: '{}' has no effect yet: {}", assignment(directive, value), directive.note());
    }
    return value;
  }

  private static <V> String assignment(Directive<V> directive, V value) {
    return directive.is(Flag.SENSITIVE)
        ? directive.name()
        : directive.name() + ' ' + directive.type().show(value);
  }

  /** CONFIG SET has one argument; a directive of several splits it at each space. */
  private static List<String> arguments(Directive<?> directive, String value) {
    if (!directive.is(Flag.MULTI_ARG)) {
      return List.of(value);
    }
    return value.isEmpty() ? List.of() : Arrays.asList(value.split(" ", -1));
  }

  private void restore(Object[] before) {
    System.arraycopy(before, 0, values, 0, before.length);
  }

  private void reapply(ChangeHook hook) {
    try {
      hook.changed(this);
    } catch (ConfigRefusal e) {
      LOG.warn("Failed applying restored failed CONFIG SET command: {}", e.text());
    }
  }

  private Object value(String name) {
    return values[used(name).index()];
  }

  private Directive<?> used(String name) {
    Directive<?> directive = directive(name);
    used.set(directive.index());
    return directive;
  }

  private Directive<?> directive(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no directive " + name);
    }
    return entry.directive;
  }

  private <V> String showTyped(Directive<V> directive) {
    return directive.type().show(current(directive));
  }

  private <V> void rewriteTyped(Directive<V> directive, ValueType.Lines lines) {
    directive.type().rewrite(directive.name(), current(directive), lines);
  }

  @SuppressWarnings("unchecked") // a value is only ever stored by its own directive's type
  private <V> V current(Directive<V> directive) {
    return (V) values[directive.index()];
  }

  private final class Context implements ValueType.Context {
    private final boolean repeated;

    Context(boolean repeated) {
      this.repeated = repeated;
    }

    @Override
    public boolean isRepeated() {
      return repeated;
    }

    @Override
    public ConfigFiles files() {
      return files;
    }

    @Override
    public String directory() {
      return Config.this.directory();
    }
  }
}
