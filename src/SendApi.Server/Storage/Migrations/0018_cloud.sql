-- Sessions of Meta's Cloud API, who wrote to them, and their templates.

-- What a session is let in with. phone_number_id and business_id: as Meta calls them, in the test world with the account behind them. token
-- and app_secret are sealed. templates_at: when its templates are next compared with Meta's.
-- owner: WhatsApp
CREATE TABLE whatsapp_cloud (
  session_id $id$ NOT NULL PRIMARY KEY,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  phone_number_id $id$ NOT NULL,
  business_id $id$ NOT NULL,
  token TEXT NOT NULL,
  app_secret TEXT NOT NULL,
  templates_at BIGINT NOT NULL
) $updated$;
CREATE UNIQUE INDEX whatsapp_cloud_number ON whatsapp_cloud (phone_number_id, account_id, is_test);
CREATE INDEX whatsapp_cloud_business ON whatsapp_cloud (business_id);
CREATE INDEX whatsapp_cloud_templates ON whatsapp_cloud (templates_at);

-- When a person last wrote to a cloud session: for a day from then on anything may be sent to them.
-- owner: WhatsApp
CREATE TABLE whatsapp_windows (
  session_id $id$ NOT NULL,
  phone $id$ NOT NULL,
  account_id $id$ NOT NULL,
  wrote_at BIGINT NOT NULL,
  PRIMARY KEY (session_id, phone)
) $narrow$;
CREATE INDEX whatsapp_windows_age ON whatsapp_windows (wrote_at);
CREATE INDEX whatsapp_windows_phone ON whatsapp_windows (phone);

-- The templates of cloud sessions, as Meta has them. meta_id: Meta's own id of it. status: a word of ours. components: Meta's array, as JSON.
-- owner: WhatsApp
CREATE TABLE whatsapp_templates (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  session_id $id$ NOT NULL,
  meta_id $id$ NOT NULL,
  name $id$ NOT NULL,
  language $id$ NOT NULL,
  category TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  components TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
) $updated$;
CREATE UNIQUE INDEX whatsapp_templates_name ON whatsapp_templates (session_id, name, language);

-- What the built-in simulator of Meta's Graph API knows of a number or a business account, as JSON.
-- owner: WhatsApp
CREATE TABLE simulated_numbers (
  id $id$ NOT NULL PRIMARY KEY,
  state TEXT NOT NULL
) $narrow$;
