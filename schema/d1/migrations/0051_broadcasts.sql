ALTER TABLE `notice` ADD `store_id` text;--> statement-breakpoint
ALTER TABLE `push_round` ADD `queued` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `push_round` ADD `stopped_at_ms` integer;--> statement-breakpoint
CREATE INDEX `push_message_broadcast` ON `push_message` (`key`,`state`) WHERE kind in ('notice', 'newsletter');