using System.Globalization;
using System.Text;

using Digest.Model;

namespace Digest.Store;

/// <summary>The articles, as they are gathered.</summary>
public static class ArticleStore
{
    private const string Columns =
        "id, source_id, feed_id, identity, url, title, teaser, byline, section, categories, picture, language, access, published_at, updated_at, first_seen_at, backlog, content_hash";

    /// <summary>What is known of a title's articles under the keys of these: one look-up for a whole document.</summary>
    public static async Task<IReadOnlyList<KnownArticle>> KnownAsync(Session s, long sourceId, IReadOnlyList<KeyedArticle> items, CancellationToken ct)
    {
        // Not through Dapper: it keeps a compiled plan for every text of a statement, and here every document has its own.
        await using var command = s.Connection.CreateCommand();
        command.Transaction = s.Transaction;
        command.CommandText = KnownSql(sourceId, items);
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var known = new List<KnownArticle>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            known.Add(new(
                reader.GetInt64(0), reader.GetInt64(1), Key(2), Key(3), reader.GetInt64(4), reader.GetString(5), reader.GetString(6), !reader.IsDBNull(7),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8))));
        }

        return known;

        long? Key(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    /// <summary>A feed's articles, newest first.</summary>
    public static Task<IReadOnlyList<Article>> NewestAsync(Session s, long feedId, int most) => s.QueryAsync<Article>(
        $"""
        SELECT {Columns} FROM articles WHERE feed_id = @feedId ORDER BY published_at DESC, id DESC LIMIT @most
        """,
        new { feedId, most });

    /// <returns>How many were new: one that another reader stored meanwhile is left as it is.</returns>
    public static Task<int> InsertAsync(Session s, IEnumerable<KeyedArticle> articles) => s.ExecuteAsync(
        """
        INSERT INTO articles (source_id, feed_id, identity, identity_key, url_key, text_key, url, title, teaser, byline, section, categories, picture, language, access,
            published_at, updated_at, first_seen_at, backlog, content_hash)
        VALUES (@SourceId, @FeedId, @Identity, @IdentityKey, @UrlKey, @TextKey, @Url, @Title, @Teaser, @Byline, @Section, @Categories, @Picture, @Language, @Access,
            @PublishedAt, @UpdatedAt, @FirstSeenAt, @Backlog, @ContentHash)
        ON CONFLICT (source_id, identity_key) DO NOTHING
        """,
        articles.Select(Row).ToList());

    /// <summary>
    /// Takes over a correction: what is shown changes, when it was published and first seen does not. What the feed does not say
    /// stays, since it may come from the article's page.
    /// </summary>
    public static Task<int> UpdateAsync(Session s, IEnumerable<(long Id, KeyedArticle New)> changed) => s.ExecuteAsync(
        """
        UPDATE articles SET url = @Url, url_key = @UrlKey, text_key = @TextKey, title = @Title, section = @Section, categories = @Categories, language = @Language,
            teaser = CASE WHEN @Teaser = '' THEN teaser ELSE @Teaser END, byline = COALESCE(@Byline, byline), picture = COALESCE(@Picture, picture), access = COALESCE(@Access, access),
            updated_at = @UpdatedAt, content_hash = @ContentHash
        WHERE id = @Id
        """,
        changed.Select(c => Row(c.New with { Article = c.New.Article with { Id = c.Id } })).ToList());

    /// <summary>Takes recent articles that lack a teaser, picture or byline, and whose page was not read yet; each is given out once.</summary>
    public static Task<IReadOnlyList<Article>> ClaimPagesAsync(Session s, DateTimeOffset since, int most) => s.QueryAsync<Article>(
        $"""
        UPDATE articles SET page_read = TRUE
        WHERE page_read = FALSE AND id IN (
            SELECT id FROM articles
            WHERE page_read = FALSE AND backlog = FALSE AND first_seen_at >= @since AND (teaser = '' OR picture IS NULL OR byline IS NULL)
            ORDER BY published_at DESC LIMIT @most)
        RETURNING {Columns}
        """,
        new { since, most });

    /// <summary>Adds what the article's page says where the feed said nothing.</summary>
    public static Task<int> FillAsync(Session s, long id, string teaser, string? byline, Picture? picture, Access? access = null) => s.ExecuteAsync(
        """
        UPDATE articles SET teaser = CASE WHEN teaser = '' THEN @teaser ELSE teaser END, byline = COALESCE(byline, @byline), picture = COALESCE(picture, @picture),
            access = COALESCE(access, @access)
        WHERE id = @id
        """,
        new { id, teaser, byline, picture, access = access?.ToString() });

    /// <summary>Adds the section that another of the title's feeds knows.</summary>
    public static Task<int> FillSectionAsync(Session s, IEnumerable<(long Id, string Section)> sections) => s.ExecuteAsync(
        "UPDATE articles SET section = @Section WHERE id = @Id AND section IS NULL", sections.Select(x => new { x.Id, x.Section }).ToList());

    private static string KnownSql(long sourceId, IReadOnlyList<KeyedArticle> items)
    {
        var sql = new StringBuilder();
        // UNION and not OR: each part has an index of its own.
        Append("identity_key", items.Select(i => (long?)i.IdentityKey));
        Append("url_key", items.Select(i => i.UrlKey));
        Append("text_key", items.Select(i => i.TextKey));
        return sql.ToString();

        void Append(string column, IEnumerable<long?> keys) => sql.Append(sql.Length == 0 ? "" : " UNION ")
            .Append("SELECT id, identity_key, url_key, text_key, feed_id, title, content_hash, section, published_at FROM articles WHERE source_id = ")
            .Append(sourceId.ToString(CultureInfo.InvariantCulture)).Append(" AND ").Append(column).Append(" IN (").Append(Session.List(keys.OfType<long>().ToHashSet())).Append(')');
    }

    private static object Row(KeyedArticle keyed)
    {
        var a = keyed.Article;
        return new
        {
            a.Id,
            a.SourceId,
            a.FeedId,
            a.Identity,
            keyed.IdentityKey,
            keyed.UrlKey,
            keyed.TextKey,
            a.Url,
            a.Title,
            a.Teaser,
            a.Byline,
            a.Section,
            a.Categories,
            a.Picture,
            a.Language,
            Access = a.Access?.ToString(),
            a.PublishedAt,
            a.UpdatedAt,
            a.FirstSeenAt,
            a.Backlog,
            a.ContentHash,
        };
    }
}

/// <summary>An article and the short keys it is looked up by. UrlKey is null where its address is not its own, TextKey where it says too little to be known by.</summary>
public sealed record KeyedArticle(Article Article, long IdentityKey, long? UrlKey, long? TextKey);

/// <summary>What has to be known of a stored article to tell whether an item is it, and whether it changed.</summary>
public sealed record KnownArticle(long Id, long IdentityKey, long? UrlKey, long? TextKey, long FeedId, string Title, string ContentHash, bool HasSection, DateTimeOffset PublishedAt);
