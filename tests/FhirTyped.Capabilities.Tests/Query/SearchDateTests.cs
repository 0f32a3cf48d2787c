namespace FhirTyped.Capabilities.Tests.Query;

public sealed class SearchDateTests
{
    [Theory]
    [InlineData("2025")]
    [InlineData("0001")]
    [InlineData("9999-12-31")]
    [InlineData("2025-01")]
    [InlineData("2024-02-29")]
    [InlineData("2000-02-29")]
    [InlineData("2025-01-31T10:30")]
    [InlineData("2025-01-31T10:30Z")]
    [InlineData("2025-01-31T10:30:00")]
    [InlineData("2016-12-31T23:59:60Z")] // a leap second
    [InlineData("2025-01-31T10:30:00.123456789Z")]
    [InlineData("2025-01-31T10:30:00+14:00")]
    [InlineData("2025-01-31T10:30:00-03:30")]
    [InlineData("2025-01-31T10:30:00 01:00")] // a plus that nobody encoded
    public void IsPossible_OfADateThatThereIs_IsTrue(string text) => Assert.True(SearchDate.IsPossible(text));

    [Theory]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("20250131")]
    [InlineData("0000")]
    [InlineData("2025-13")]
    [InlineData("2025-13-45")]
    [InlineData("2025-00-10")]
    [InlineData("2025-1-5")]
    [InlineData("2025-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2025-06-31")]
    [InlineData("2025-01-00")]
    [InlineData("2025-01-31T")]
    [InlineData("2025-01-31T10")]
    [InlineData("2025-01-31T24:00:00Z")]
    [InlineData("2025-01-31T10:60Z")]
    [InlineData("2025-01-31T10:30:61Z")]
    [InlineData("2025-01-31T10:30:00.Z")]
    [InlineData("2025-01-31T10:30:00+15:00")]
    [InlineData("2025-01-31T10:30:00+14:30")]
    [InlineData("2025-01-31T10:30:00+01")]
    [InlineData("2025-01-31T10:30:00ZZ")]
    [InlineData("2025-01-31 10:30:00")]
    [InlineData("31.01.2025")]
    [InlineData("01/31/2025")]
    [InlineData("2025-01-31Z")]
    [InlineData("today")]
    [InlineData("05-05-1970")]
    [InlineData("201010")]
    [InlineData("2015-04-32")]
    [InlineData("0-03-04T10:45:33")]
    [InlineData("201111111-03-04T10:45:33")]
    [InlineData("2011abc-03-04T10:45:33")]
    [InlineData("２０２５")] // digits of another script
    [InlineData("2025-01-31T10:30:00Z2025")]
    public void IsPossible_OfAnythingElse_IsFalse(string text) => Assert.False(SearchDate.IsPossible(text));
}
