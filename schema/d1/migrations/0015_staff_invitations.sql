CREATE TABLE `staff_invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`region_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`sealed_to` text,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`end` text,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_invitation_token` ON `staff_invitation` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `staff_invitation_open` ON `staff_invitation` (`staff_id`) WHERE "end" is null;--> statement-breakpoint
CREATE INDEX `staff_invitation_staff` ON `staff_invitation` (`staff_id`,`created_at_ms`);