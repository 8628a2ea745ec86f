-- WhatsApp sessions. Their messages stand in messages and wait in outbox, in a queue that has the session's id for a name.

-- number_id: the same session for clients that send whole numbers only. kind: linked. status: as it was last proven. phone_number: of the
-- phone that was paired. A node holds a session by owner until owner_until, and alone speaks for it. look_at: when it is looked at next;
-- failures: how often in a row the gateway did not answer. day and sent_today: what left on which day, for the pace of the number;
-- paced_until and paced_why: until when that holds everything back, and why.
-- owner: WhatsApp
CREATE TABLE whatsapp_sessions (
  number_id $place$,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  webhook_url TEXT,
  status BIGINT NOT NULL,
  status_at BIGINT NOT NULL,
  phone_number TEXT,
  paired_at BIGINT,
  last_seen_at BIGINT,
  message_count BIGINT NOT NULL,
  day BIGINT NOT NULL,
  sent_today BIGINT NOT NULL,
  paced_until BIGINT,
  paced_why TEXT,
  owner $id$,
  owner_until BIGINT NOT NULL,
  look_at BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  created_at BIGINT NOT NULL
) $updated$;
CREATE UNIQUE INDEX whatsapp_sessions_id ON whatsapp_sessions (id);
CREATE INDEX whatsapp_sessions_account ON whatsapp_sessions (account_id, is_test, id);
CREATE INDEX whatsapp_sessions_owner ON whatsapp_sessions (owner, look_at);
CREATE INDEX whatsapp_sessions_lease ON whatsapp_sessions (owner_until);

-- The phones of the built-in simulator. status: as the gateway calls it.
-- owner: WhatsApp
CREATE TABLE simulated_phones (
  session_id $id$ NOT NULL PRIMARY KEY,
  status TEXT NOT NULL,
  phone TEXT
) $narrow$;

-- What people wrote. A message that the gateway tells of twice has one row: provider_id is its own id of it.
-- owner: WhatsApp
CREATE TABLE whatsapp_inbound (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  session_id $id$ NOT NULL,
  provider_id $id$ NOT NULL,
  sender TEXT NOT NULL,
  content TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
);
CREATE UNIQUE INDEX whatsapp_inbound_provider ON whatsapp_inbound (session_id, provider_id);
CREATE INDEX whatsapp_inbound_session ON whatsapp_inbound (account_id, is_test, session_id, id);
CREATE INDEX whatsapp_inbound_sender ON whatsapp_inbound (account_id, is_test, sender, id);
