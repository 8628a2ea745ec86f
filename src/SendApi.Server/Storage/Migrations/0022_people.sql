-- The people who sign in: their passwords, the keys of their sign-ins, links that let them join, and wrong guesses.

-- When the person took up a link of this account; null for who was only added. Only who joined can sign in to it.
ALTER TABLE account_members ADD COLUMN joined_at BIGINT;
CREATE INDEX account_members_of ON account_members (email);

-- A person is one over all accounts. The secrets of two-factor are sealed; totp_step is the last time step whose code was taken.
-- owner: People
CREATE TABLE people (
  email $id$ NOT NULL PRIMARY KEY,
  password TEXT NOT NULL,
  password_at BIGINT NOT NULL,
  totp TEXT,
  totp_next TEXT,
  totp_step BIGINT
);

-- Two for each sign-in, live and test. What they may do follows from account_members.
-- owner: People
CREATE TABLE sign_in_keys (
  id $id$ NOT NULL PRIMARY KEY,
  hash $id$ NOT NULL UNIQUE,
  sign_in_id $id$ NOT NULL,
  account_id $id$ NOT NULL,
  email $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX sign_in_keys_of ON sign_in_keys (email);
CREATE INDEX sign_in_keys_until ON sign_in_keys (expires_at);

-- One for each person of an account; that of the first start is for the address '', which is nobody's.
-- may_reset: made by the operator, so it may set the password of a person who belongs to other accounts too.
-- owner: People
CREATE TABLE people_links (
  account_id $id$ NOT NULL,
  email $id$ NOT NULL,
  hash $id$ NOT NULL UNIQUE,
  may_reset BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, email)
);
CREATE INDEX people_links_until ON people_links (expires_at);

-- Wrong guesses in a row by the keyed hash of the address, whether anybody has it or not.
-- owner: People
CREATE TABLE sign_in_failures (
  address $id$ NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  free_at BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);
