package io.redissim.core.config;

import java.util.List;

/** How the value of a directive is read, shown and written. */
interface ValueType<V> {
  /** What a value depends on beyond its own text. */
  interface Context {
    /** Whether the file being read has named this directive before. False for CONFIG SET. */
    boolean isRepeated();

    ConfigFiles files();

    /** The directory that relative paths start from, without a slash at its end. */
    String directory();
  }

  /** Where CONFIG REWRITE puts lines; see {@link ConfigRewrite}. */
  interface Lines {
    /** A line for this directive; unless forced, only if the old file had one. */
    void line(String name, String line, boolean force);

    /** The directive wants no (more) lines: what the old file still has is removed. */
    void done(String name);
  }

  V defaultValue();

  /** Reads a value, given the one before. */
  V parse(List<String> args, V current, Context context) throws ConfigRefusal;

  /** The value as CONFIG GET shows it. */
  String show(V value);

  void rewrite(String name, V value, Lines lines);

  /** The kind of value in words, for the documentation. */
  String describe();
}
