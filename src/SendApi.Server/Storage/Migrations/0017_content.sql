-- What people send may be more than words. kind: what content is to be read as.
-- owner: WhatsApp
ALTER TABLE whatsapp_inbound ADD COLUMN kind BIGINT NOT NULL DEFAULT 0;
