-- The processes that share this store. A row that is not renewed is of a node that died; it is forgotten after an hour.
-- owner: Nodes
CREATE TABLE nodes (
  id $id$ NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  roles TEXT NOT NULL,
  state TEXT NOT NULL,
  under_way BIGINT NOT NULL,
  links TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  drain_since BIGINT
) $updated$;
