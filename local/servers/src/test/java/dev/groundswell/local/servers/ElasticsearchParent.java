package dev.groundswell.local.servers;

import java.nio.file.Path;

/** A process of its own for tests that kill the one that started Elasticsearch. */
final class ElasticsearchParent {
  private ElasticsearchParent() {}

  public static void main(String[] args) throws Exception {
    ElasticsearchProcess elasticsearch = ElasticsearchProcess.start(Path.of(args[0]), 0);
    System.out.println(elasticsearch.pid());
    System.in.transferTo(System.out);
  }
}
