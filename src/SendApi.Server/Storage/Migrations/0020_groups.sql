-- What makes WhatsApp more than single messages: batches, groups, and what keeps a linked number from harm.

-- channel: how the messages of a batch go, as suppression lists name it.
-- owner: Delivery
ALTER TABLE batches ADD COLUMN channel $id$ NOT NULL DEFAULT 'sms';

-- The messages of one session among those of all. Texts are not in it, so accepting one costs nothing more. Who asks says the bounds in the same words.
-- owner: Delivery
CREATE INDEX messages_session ON messages (account_id, is_test, sender, id) WHERE id >= 'msg_' AND id < 'msg_~';

-- The groups that a session's phone is in. provider_id: the gateway's own id. is_gone: the phone was not in it when it was last looked for;
-- one that comes back has its old id.
-- owner: WhatsApp
CREATE TABLE whatsapp_groups (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  session_id $id$ NOT NULL,
  provider_id $id$ NOT NULL,
  name TEXT NOT NULL,
  is_gone BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
) $updated$;
CREATE UNIQUE INDEX whatsapp_groups_provider ON whatsapp_groups (session_id, provider_id);

-- The groups of the built-in simulator's phones, each as JSON.
-- owner: WhatsApp
CREATE TABLE simulated_groups (
  session_id $id$ NOT NULL,
  id $id$ NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (session_id, id)
) $narrow$;

-- restarted_at: when a session whose number is banned was last started again.
-- owner: WhatsApp
ALTER TABLE whatsapp_sessions ADD COLUMN restarted_at BIGINT;

-- rests_until and rests_why: the pause that a number makes by itself, or made last. rests: how many in a row that makes.
-- owner: WhatsApp
ALTER TABLE whatsapp_sessions ADD COLUMN rests_until BIGINT;
ALTER TABLE whatsapp_sessions ADD COLUMN rests_why TEXT;
ALTER TABLE whatsapp_sessions ADD COLUMN rests BIGINT NOT NULL DEFAULT 0;

-- Sessions that were to be started at a gateway and do not stand in whatsapp_sessions yet. What is old here is taken back there.
-- owner: WhatsApp
CREATE TABLE whatsapp_starts (
  session_id $id$ NOT NULL PRIMARY KEY,
  is_test BIGINT NOT NULL,
  begun_at BIGINT NOT NULL
) $narrow$;
CREATE INDEX whatsapp_starts_begun ON whatsapp_starts (begun_at);

-- Uncertain messages of WhatsApp are in the operator's list from here on; nothing sends one again.
-- owner: Delivery
INSERT INTO uncertain_messages (message_id, account_id, is_test, traffic_class, since, is_spent)
SELECT id, account_id, is_test, traffic_class, updated_at, 1 FROM messages WHERE status = 40 AND id >= 'msg_' AND id < 'msg_~';
