-- What was said to providers and by them, a list as JSON, without credentials, recipients and words. id: of the line in message_events that it belongs to; it
-- begins with the time, so that what is old is deleted from one end.
-- owner: Delivery
CREATE TABLE exchanges (
  id $id$ NOT NULL PRIMARY KEY,
  data TEXT NOT NULL
) $narrow$;
