-- Rows come in the order of this column and are pruned by it, so a summary of ranges does: an entry for each row would cost as much
-- as the row itself, on the path of every event.
DROP INDEX "inbox_handled_at";
CREATE INDEX "inbox_handled_at" ON "inbox" USING brin ("handled_at");
