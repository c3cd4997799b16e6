package dev.groundswell.local.ingest;

import dev.groundswell.pipelines.ingest.format.Format;
import java.util.ArrayList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Formats by their wire names. */
final class FormatConverter implements ITypeConverter<Format> {

  /** What can be asked for. */
  static final class Names extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    Names() {
      super(Format.wireNames());
    }
  }

  @Override
  public Format convert(String value) {
    return Format.of(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s".formatted(value, String.join(", ", Format.wireNames()))));
  }
}
