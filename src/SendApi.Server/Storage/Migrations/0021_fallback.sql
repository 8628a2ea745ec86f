-- What goes by SMS when a WhatsApp message does not arrive.

-- after_seconds: how long it may take. content: the words of the text, where they are not the message's own; gone once it is decided.
-- look_at: when it is looked at next, null once it is decided. sms_id: the text that was sent in its place; reason: why, or why none was.
-- owner: WhatsApp
CREATE TABLE whatsapp_fallbacks (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  message_id $id$ NOT NULL,
  after_seconds BIGINT NOT NULL,
  content TEXT,
  look_at BIGINT,
  sms_id $id$,
  reason TEXT,
  PRIMARY KEY (account_id, is_test, message_id)
);
CREATE INDEX whatsapp_fallbacks_look ON whatsapp_fallbacks (look_at) WHERE look_at IS NOT NULL;

-- fallback_after: the seconds after which the texts of a session fall back where a send says nothing of it; null for never.
-- owner: WhatsApp
ALTER TABLE whatsapp_sessions ADD COLUMN fallback_after BIGINT;

-- Messages with a fallback that failed, until it was heard: who writes gateways' answers down touches no fallback.
-- owner: Delivery
CREATE TABLE fallback_news (
  id $id$ NOT NULL PRIMARY KEY,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  message_id $id$ NOT NULL
) $narrow$;
