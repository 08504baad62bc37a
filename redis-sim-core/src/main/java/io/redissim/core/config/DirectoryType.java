package io.redissim.core.config;

import io.redissim.core.bytes.SplitArgs;
import java.io.IOException;
import java.util.List;

/**
 * The directory that relative paths start from. A JVM cannot change its working directory, so the
 * absolute path is kept and everybody resolves against it ({@link Config#path}).
 */
record DirectoryType() implements ValueType<String> {

  /** Stands for the directory the process was started in. */
  @Override
  public String defaultValue() {
    return "";
  }

  @Override
  public String parse(List<String> args, String current, Context context) throws ConfigRefusal {
    String directory = args.get(0);
    if (directory.isEmpty()) {
      throw new ConfigRefusal("dir can't be empty");
    }
    try {
      return context.files().directory(Config.resolve(context.directory(), directory));
    } catch (IOException e) {
      throw new ConfigRefusal(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String show(String value) {
    return value;
  }

  @Override
  public void rewrite(String name, String value, Lines lines) {
    lines.line(name, name + ' ' + SplitArgs.quoted(value), true);
  }

  @Override
  public String describe() {
    return "directory";
  }
}
