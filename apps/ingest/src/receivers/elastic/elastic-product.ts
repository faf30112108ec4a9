/** Where Elasticsearch's interface is found: at the root, where most senders look, and under a path of its own. */
export const ELASTIC_PATHS = ['', 'elastic'];

/** Ways in which Elasticsearch's clients carry a key. */
export const ELASTIC_SCHEMES = ['apikey', 'basic', 'bearer'] as const;

/** Header that Elastic's own clients want to see on every answer. */
export const PRODUCT = ['x-elastic-product', 'Elasticsearch'] as const;

/** Version whose `_bulk` we speak. Senders compare it with their own: Beats refuse a server that is older than themselves by a major. */
export const VERSION = '8.19.0';
