namespace FhirTyped.Hostile.Tests.Pages;

/// <summary>
/// Every hostile page as the first of a search, as its second, as the answer to a count and to the question for one match: none of it is handed out where
/// any of it is wrong, nobody is asked again, and no message tells what the server wrote.
/// </summary>
public sealed class HostilePageTests
{
    public static TheoryData<string> Names => [.. HostilePages.All.Select(static page => page.Name)];

    [Fact]
    public void ThereAreEnoughOfThem_AndNoneTwice()
    {
        var names = HostilePages.All.Select(static page => page.Name).ToList();

        Assert.InRange(names.Count, 40, int.MaxValue);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryCall_EndsAsItShould_AfterAsManyTries(string name)
    {
        var page = HostilePages.All.Single(page => page.Name == name);
        var calls = await Task.WhenAll(Enumerable.Range(0, HostilePageCall.Names.Count).Select(call => HostilePageCall.SendAsync(call, page)));

        Assert.Equal(page.Expected, string.Concat(calls.Select(static call => HostileAnswer.LetterOf(call.Error))));
        Assert.Equal(page.Tries, string.Concat(calls.Select(static call => call.Requests)));
        Assert.All(calls, static call => Assert.DoesNotContain("Mustermann", call.Error?.ToString() ?? "", StringComparison.Ordinal));
    }
}
