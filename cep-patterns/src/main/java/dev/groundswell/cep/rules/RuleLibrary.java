package dev.groundswell.cep.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documents of all files that are loaded together, and who refers to whom. */
final class RuleLibrary {

  private final List<RuleDocument> documents = new ArrayList<>();

  /** Asked for again and again; no document changes. */
  private final IdentityHashMap<RuleDocument, List<RuleDocument>> referred =
      new IdentityHashMap<>();

  RuleLibrary(List<RuleFile> files) {
    files.forEach(file -> documents.addAll(file.documents()));
  }

  /** The document that another means: one of its own file, else one that no two files have. */
  Optional<RuleDocument> find(String reference, RuleDocument from) {
    Optional<RuleDocument> own =
        from.file().documents().stream().filter(each -> each.isCalled(reference)).findFirst();
    if (own.isPresent()) {
      return own;
    }
    List<RuleDocument> found = documents.stream().filter(each -> each.isCalled(reference)).toList();
    if (found.size() != 1) {
      from.fields()
          .refuse(
              from.isFilter() ? RuleDocument.FILTER : RuleDocument.CORRELATION,
              found.isEmpty()
                  ? "no rule `%s`; this file has %s".formatted(reference, names(from.file()))
                  : "several files have a rule `%s`; use its id".formatted(reference));
      return Optional.empty();
    }
    return Optional.of(found.get(0));
  }

  /** What each document of the library refers to, directly; what is not found is noted. */
  List<RuleDocument> referred(RuleDocument from) {
    List<RuleDocument> known = referred.get(from);
    if (known == null) {
      known = from.references().stream().flatMap(name -> find(name, from).stream()).toList();
      referred.put(from, known);
    }
    return known;
  }

  /** The documents that stand for themselves: that are no part of another, or wanted beside it. */
  List<RuleDocument> roots() {
    Set<RuleDocument> parts = new HashSet<>();
    Set<RuleDocument> generated = new HashSet<>();
    for (RuleDocument document : documents) {
      if (document.isCorrelation()) {
        List<RuleDocument> referred = referred(document);
        parts.addAll(referred);
        if (document.fields().flag(RuleDocument.GENERATE)) {
          generated.addAll(referred);
        }
      }
    }
    return documents.stream()
        .filter(each -> !each.isFilter())
        .filter(each -> !parts.contains(each) || generated.contains(each))
        .toList();
  }

  /** The filters of a base rule. */
  List<RuleDocument> filters(RuleDocument baseRule) {
    return documents.stream()
        .filter(RuleDocument::isFilter)
        .filter(filter -> referred(filter).contains(baseRule))
        .toList();
  }

  /** Everything that decides whether a rule fires: its documents, theirs, and their filters. */
  Set<RuleDocument> tree(RuleDocument root) {
    Set<RuleDocument> tree = new LinkedHashSet<>();
    List<RuleDocument> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      RuleDocument document = open.remove(open.size() - 1);
      if (tree.add(document)) {
        if (!document.isFilter()) {
          open.addAll(referred(document));
          open.addAll(filters(document));
        }
      }
    }
    return tree;
  }

  List<RuleDocument> documents() {
    return documents;
  }

  private static List<String> names(RuleFile file) {
    return file.documents().stream().map(RuleDocument::name).toList();
  }
}
