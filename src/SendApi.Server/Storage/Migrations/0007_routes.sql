-- Which providers take messages to which destinations, and what became of a message on its way through them.

-- destination: a dial prefix such as +447, a country's two letters, or * for everything; the most specific one that fits decides alone.
-- Of its routes the smallest priority comes first, then the smallest cost (millionths a segment), then chance by weight.
-- owner: Providers
CREATE TABLE sms_routes (
  id $id$ NOT NULL PRIMARY KEY,
  destination $id$ NOT NULL,
  provider_id $id$ NOT NULL,
  priority BIGINT NOT NULL,
  weight BIGINT NOT NULL,
  cost BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sms_routes_of ON sms_routes (destination, provider_id);

-- route: why the message waits in this queue, where it is not simply the first choice. tried: the ids of providers that did not take
-- it, separated by spaces, with a ! before those that refused it.
ALTER TABLE outbox ADD COLUMN route TEXT;
ALTER TABLE outbox ADD COLUMN tried TEXT;

-- How this node finds its carriers, as JSON.
ALTER TABLE nodes ADD COLUMN carriers TEXT NOT NULL DEFAULT '[]';
