-- What makes WhatsApp more than single messages: batches, groups, and what keeps a linked number from harm.

-- channel: how the messages of a batch go, as suppression lists name it.
-- owner: Delivery
ALTER TABLE batches ADD COLUMN channel $id$ NOT NULL DEFAULT 'sms';

-- The messages of one session among those of all. Texts are not in it, so accepting one costs nothing more. Who asks says the bounds in the same words.
-- owner: Delivery
CREATE INDEX messages_session ON messages (account_id, is_test, sender, id) WHERE id >= 'msg_' AND id < 'msg_~';
