-- FRZ-2: coupons that somebody stopped. A step's id has version 8: what the stop of a whole issue did is told by the issue.
CREATE TRIGGER `journal_coupon_freeze` AFTER INSERT ON `journal`
WHEN new.`kind` IN ('freeze', 'unfreeze') AND new.`class` = 'coupon' AND substr(new.`operation_id`, 15, 1) = '7' BEGIN
  INSERT INTO `coupon_freeze` (`actor`, `region_id`, `seq`, `frozen`, `operation_id`, `at_ms`)
  VALUES (new.`actor`, new.`region_id`, new.`seq`, new.`kind` = 'freeze', new.`operation_id`, new.`at_ms`)
  ON CONFLICT (`actor`) DO UPDATE SET `seq` = excluded.`seq`, `frozen` = excluded.`frozen`,
    `operation_id` = excluded.`operation_id`, `at_ms` = excluded.`at_ms` WHERE excluded.`seq` > `seq`;
END;
--> statement-breakpoint
INSERT INTO `coupon_freeze` (`actor`, `region_id`, `seq`, `frozen`, `operation_id`, `at_ms`)
SELECT `actor`, `region_id`, `seq`, `kind` = 'freeze', `operation_id`, `at_ms` FROM `journal`
WHERE `kind` IN ('freeze', 'unfreeze') AND `class` = 'coupon' AND substr(`operation_id`, 15, 1) = '7'
ON CONFLICT (`actor`) DO UPDATE SET `seq` = excluded.`seq`, `frozen` = excluded.`frozen`,
  `operation_id` = excluded.`operation_id`, `at_ms` = excluded.`at_ms` WHERE excluded.`seq` > `seq`;
