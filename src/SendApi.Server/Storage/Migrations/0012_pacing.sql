-- Senders that may only send so fast, such as numbers of their own.

-- When the next segment of a sender may leave, in each lane.
-- owner: Delivery
CREATE TABLE sender_slots (
  sender $id$ NOT NULL,
  lane BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  PRIMARY KEY (sender, lane)
) $narrow$ $updated$;
