"""The views that people read in Datasette, pandas or psql: articles with their words, edits, failures, families."""

FIRST_VIEWS = (
    """
    CREATE VIEW article_texts AS
    SELECT a.id, a.title, a.published_at, a.source, a.authors, a.editor, a.section, a.language, v.body, a.site, a.url,
           a.state, a.version AS versions, a.spam_score, a.first_captured_at
    FROM articles a JOIN versions v ON v.article_id = a.id AND v.number = a.version
    """,
    """
    CREATE VIEW edits AS
    SELECT v.article_id, v.number AS version, v.kind, v.changed, v.change_chars, v.captured_at,
           before.title AS title_before, v.title AS title_after, a.site, a.url
    FROM versions v
    JOIN articles a ON a.id = v.article_id
    JOIN versions before ON before.article_id = v.article_id AND before.number = v.number - 1
    """,
    """
    CREATE VIEW failures AS
    SELECT f.url, f.site, f.state, f.outcome, f.reason, f.tries, f.visited_at, f.due_at, f.found_on
    FROM frontier f
    WHERE f.outcome IN ('failed', 'refused')
    """,
    """
    CREATE VIEW reprint_families AS
    SELECT a.family_id, a.id AS article_id, a.title, a.source, a.site, a.published_at, a.first_captured_at,
           a.spam_score, a.url
    FROM articles a
    WHERE a.family_id IS NOT NULL
    """,
    """
    CREATE VIEW article_captures AS
    SELECT c.article_id, a.title, c.captured_at, c.url, c.status, c.file, c.file_offset, c.digest
    FROM captures c JOIN articles a ON a.id = c.article_id
    """,
)
