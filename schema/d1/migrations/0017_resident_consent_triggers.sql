-- What was accepted, and when, is never changed (RES-5); only erasing a resident takes it away.
CREATE TRIGGER `resident_consent_no_update` BEFORE UPDATE ON `resident_consent` BEGIN
  SELECT raise(ABORT, 'an acceptance never changes');
END;
