-- Several carriers: what a text is for, the queue it waits in and its lane there.

-- 10 one-time code, 20 transactional, 30 bulk.
ALTER TABLE messages ADD COLUMN traffic_class BIGINT NOT NULL DEFAULT 20;
ALTER TABLE messages ADD COLUMN batch_id $id$;

-- queue: the id of the provider that is to take the message, or the name of a built-in link; empty where nobody has chosen yet.
-- lane: as traffic_class; the smaller number leaves first.
ALTER TABLE outbox ADD COLUMN queue $id$ NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN lane BIGINT NOT NULL DEFAULT 20;
CREATE INDEX outbox_queue ON outbox (queue, lane, due_at) WHERE lease_token IS NULL;
