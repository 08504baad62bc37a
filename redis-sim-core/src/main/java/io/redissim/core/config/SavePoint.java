package io.redissim.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Save a snapshot once {@code seconds} have passed and at least {@code changes} keys changed. The
 * lines of one file add up; CONFIG SET replaces them all; {@code save ""} removes them.
 */
public record SavePoint(long seconds, int changes) {

  record Type(List<SavePoint> defaultValue) implements ValueType<List<SavePoint>> {

    @Override
    public List<SavePoint> parse(List<String> args, List<SavePoint> current, Context context)
        throws ConfigRefusal {
      if (args.equals(List.of(""))) {
        return List.of();
      }
      List<SavePoint> points = new ArrayList<>(context.isRepeated() ? current : List.of());
      if ((args.size() & 1) != 0) {
        throw new ConfigRefusal("Invalid save parameters");
      }
      for (int i = 0; i < args.size(); i += 2) {
        points.add(new SavePoint(number(args.get(i), 1), (int) number(args.get(i + 1), 0)));
      }
      return List.copyOf(points);
    }

    private static long number(String text, long lowest) throws ConfigRefusal {
      CNumber number = CNumber.parse(text, 10);
      if (!number.isWhole() || number.value() < lowest) {
        throw new ConfigRefusal("Invalid save parameters");
      }
      return number.value();
    }

    @Override
    public String show(List<SavePoint> value) {
      StringJoiner text = new StringJoiner(" ");
      value.forEach(point -> text.add(point.seconds + " " + point.changes));
      return text.toString();
    }

    /** Always written: a file without the directive would mean the default. */
    @Override
    public void rewrite(String name, List<SavePoint> value, Lines lines) {
      lines.line(name, name + ' ' + (value.isEmpty() ? "\"\"" : show(value)), true);
      lines.done(name);
    }

    @Override
    public String describe() {
      return "pairs of seconds and changes";
    }
  }
}
