using System.Text.Json;

using Digest.Model;
using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Store;

public sealed class IssueStoriesTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("},{")]
    [InlineData("a \"},{\" in quotes \\")]
    [InlineData("}{[{")]
    [InlineData("{\"storyId\":1},{")]
    public void Every_story_is_read_whole_the_first_time_and_again(string words)
    {
        IReadOnlyList<IssueStory> stories =
        [
            new(1, "top", "top", 3) { Because = words },
            new(2, "top", words) { Titles = 4, Without = "7,s9" },
            new(3, words, "topic") { Since = "2026-11-24", NewTitles = 2 },
        ];
        var text = JsonSerializer.Serialize(stories, Mapping.Json);

        IssueStories.Shared.Parse(text).ShouldBe(stories);
        IssueStories.Shared.Parse(text).ShouldBe(stories);
        IssueStories.Shared.Parse(JsonSerializer.Serialize(stories.Reverse(), Mapping.Json)).ShouldBe(stories.Reverse());
    }

    [Fact]
    public void What_does_not_end_is_an_error() => Should.Throw<JsonException>(() => IssueStories.Shared.Parse("[{\"storyId\":98765"));

    [Fact]
    public void Issues_share_their_stories()
    {
        const string Text = "[{\"storyId\":424242,\"section\":\"top\",\"why\":\"top\"}]";
        IssueStories.Shared.Parse(Text)[0].ShouldBeSameAs(IssueStories.Shared.Parse(Text)[0]);
    }
}
