package dev.groundswell.cep.rules;

import dev.groundswell.cep.rules.YamlValue.Mapping;
import dev.groundswell.cep.rules.YamlValue.Scalar;
import dev.groundswell.cep.rules.YamlValue.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the documents of a rule file; never constructs Java objects from tags. */
final class YamlReader {

  private static final int MAX_DEPTH = 20;

  private final Problems problems;

  YamlReader(Problems problems) {
    this.problems = problems;
  }

  /** The documents that are mappings; everything else is a problem. */
  List<Mapping> read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    // A rule has no use for anchors; small files that unfold into huge ones have.
    options.setMaxAliasesForCollections(0);
    List<Mapping> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(new SafeConstructor(options)).composeAll(new StringReader(text))) {
        if (value(node) instanceof Mapping mapping) {
          documents.add(mapping);
        } else {
          problems.add(line(node), "document", "must be a mapping of Sigma keys");
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(line, "YAML", e.getProblem());
    } catch (YAMLException e) {
      problems.add(1, "YAML", e.getMessage());
    }
    return documents;
  }

  private YamlValue value(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return new Sequence(line(node), sequence.getValue().stream().map(this::value).toList());
    }
    ScalarNode scalar = (ScalarNode) node;
    return new Scalar(line(node), Tag.NULL.equals(node.getTag()) ? null : scalar.getValue());
  }

  private Mapping mapping(MappingNode node) {
    Map<String, YamlValue> values = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(line(entry.getKeyNode()), "key", "must be a text");
      } else if (values.put(key.getValue(), value(entry.getValueNode())) != null) {
        problems.add(line(key), key.getValue(), "stands twice; keep one");
      }
    }
    return new Mapping(line(node), values);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
