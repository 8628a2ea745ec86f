-- What the guard of one-time codes goes by, and what it did.

-- Codes of one subject within five minutes, and how many of them were entered since. subject: a row of numbers, a country, or a key in a country; never a whole number.
-- owner: Verify
CREATE TABLE verify_traffic (
  account_id $id$ NOT NULL,
  subject $id$ NOT NULL,
  slot BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  verified BIGINT NOT NULL,
  PRIMARY KEY (account_id, subject, slot)
) $narrow$ $updated$;
CREATE INDEX verify_traffic_age ON verify_traffic (slot);

-- Codes of a day and country, for the report. day: its first moment in UTC.
-- owner: Verify
CREATE TABLE verify_days (
  account_id $id$ NOT NULL,
  day BIGINT NOT NULL,
  country $id$ NOT NULL,
  sent BIGINT NOT NULL,
  verified BIGINT NOT NULL,
  PRIMARY KEY (account_id, day, country)
) $narrow$ $updated$;

-- Codes of a day that a rule stopped, or would have stopped. prefix: the first digits of the numbers, where the rule is about such.
-- owner: Verify
CREATE TABLE verify_stops (
  account_id $id$ NOT NULL,
  day BIGINT NOT NULL,
  rule $id$ NOT NULL,
  country $id$ NOT NULL,
  prefix $id$ NOT NULL,
  is_shadow BIGINT NOT NULL,
  codes BIGINT NOT NULL,
  saved BIGINT NOT NULL,
  PRIMARY KEY (account_id, day, rule, country, prefix, is_shadow)
) $narrow$ $updated$;

-- What an account chose; without a row it goes by the server's settings. policy: JSON.
-- owner: Verify
CREATE TABLE verify_guards (
  account_id $id$ NOT NULL PRIMARY KEY,
  policy TEXT NOT NULL,
  updated_at BIGINT NOT NULL
) $narrow$;
