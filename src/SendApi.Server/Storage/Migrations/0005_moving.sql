-- Stores that are filled from a backup or from another store, and stores that were moved away.

-- Why the store may not be used, at most one row: it is being filled, it is being moved away, or it was moved away.
-- move_id is the same on both sides of a move.
-- owner: Storage
CREATE TABLE store_marks (
  name $id$ NOT NULL PRIMARY KEY,
  move_id $id$ NOT NULL,
  told TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- How far each table has come while the store is being filled. last_key is the key of the last row that was copied, as JSON.
-- owner: Moving
CREATE TABLE store_moves (
  table_name $id$ NOT NULL PRIMARY KEY,
  copied BIGINT NOT NULL,
  last_key TEXT NOT NULL
);
