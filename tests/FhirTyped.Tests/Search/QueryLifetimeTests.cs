using FhirTyped.R4;

namespace FhirTyped.Tests;

/// <summary>A query is good for its own search, inside the function that builds it, and for nothing else.</summary>
public sealed class QueryLifetimeTests
{
    private static readonly TestPlatform Client = FakeServer.Client(static _ => throw new InvalidOperationException(), out _);

    /// <summary>Everything by which a query of patients can be added to.</summary>
    internal static readonly (string Name, Action<TestPlatform.PatientQuery> Use)[] EntryPoints =
    [
        ("All", static q => q.All()),
        ("Count", static q => q.Count(5)),
        ("Sort", static q => q.Sort(p => p.Family)),
        ("SortDescending", static q => q.SortDescending(p => p.Family)),
        ("Include", static q => q.Include(p => p.GeneralPractitioner)),
        ("IncludeIterate", static q => q.IncludeIterate((TestPlatform.ObservationQuery o) => o.Subject)),
        ("RevInclude", static q => q.RevInclude((TestPlatform.ObservationQuery o) => o.Subject)),
        ("Has", static q => q.Has<TestPlatform.ObservationQuery>(o => o.Subject, o => o.Code.Is("1"))),
        ("Summary", static q => q.Summary(SummaryMode.Data)),
        ("Total", static q => q.Total(TotalMode.None)),
        ("Elements", static q => q.Elements("name")),
        ("Where", static q => q.Where("family", "x")),
        ("string", static q => q.Family.StartsWith("x")),
        ("string list", static q => q.Family.AnyOf("x", "y")),
        ("missing", static q => q.Family.Missing()),
        ("token", static q => q.Identifier.Is("s", "c")),
        ("token list", static q => q.Identifier.AnyOf("a", "b")),
        ("code", static q => q.Gender.Is(AdministrativeGender.Female)),
        ("code list", static q => q.Gender.AnyOf(AdministrativeGender.Female)),
        ("boolean", static q => q.Active.Is(true)),
        ("date", static q => q.Birthdate.On(new DateOnly(2000, 1, 1))),
        ("day", static q => q.Birthdate.After(2000, 1, 1)),
        ("reference", static q => q.GeneralPractitioner.Is("1")),
        ("resource", static q => q.GeneralPractitioner.Is(new Practitioner { Id = "1" })),
        ("type and id", static q => q.GeneralPractitioner.OfType("Practitioner", "1")),
    ];

    public static TheoryData<string> Names => [.. EntryPoints.Select(static entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void KeptQuery_UsedAfterItsSearch_ThrowsAndTouchesNoOther(string name)
    {
        var use = EntryPoints.Single(entry => entry.Name == name).Use;
        TestPlatform.PatientQuery? kept = null;
        Assert.Equal("Patient?family=mine", Client.Patient.Search(q => kept = q.Family.StartsWith("mine")).RelativeUrl);

        Assert.Throws<InvalidOperationException>(() => use(kept!));
        var next = Client.Patient.Search(q =>
        {
            q.Family.StartsWith("a");
            Assert.Throws<InvalidOperationException>(() => use(kept!));
            q.AddressCity.StartsWith("b");
            Assert.Throws<InvalidOperationException>(() => use(kept!));
        });

        Assert.Equal("Patient?family=a&address-city=b", next.RelativeUrl);
    }

    [Fact]
    public void KeptQuery_DoesNotSwitchTheGuardOfAnotherSearchOff()
    {
        TestPlatform.PatientQuery? kept = null;
        _ = Client.Patient.Search(q => kept = q.Active.Is(true));

        QueryBuild.Run<TestPlatform.PatientQuery>(_ => Assert.Throws<InvalidOperationException>(() => kept!.All()), out var meansAll);

        Assert.False(meansAll);
    }

    [Fact]
    public void KeptHandles_UsedInAnotherSearch_Throw()
    {
        Action? text = null, token = null, date = null, reference = null, picked = null;
        _ = Client.Patient.Search(q =>
        {
            var (family, identifier, birthdate, practitioner) = (q.Family, q.Identifier, q.Birthdate, q.GeneralPractitioner);
            text = () => family.StartsWith("x");
            token = () => identifier.Is("s", "c");
            date = () => birthdate.Between(new DateOnly(2000, 1, 1), new DateOnly(2001, 1, 1));
            reference = () => practitioner.Is("1");
            picked = () => q.Sort(_ => family);
            q.Active.Is(true);
        });

        var search = Client.Patient.Search(q =>
        {
            foreach (var use in new[] { text, token, date, reference, picked })
            {
                Assert.Throws<InvalidOperationException>(use!);
            }

            q.Active.Is(false);
        });

        Assert.Equal("Patient?active=false", search.RelativeUrl);
    }

    [Fact]
    public void ChainsQuery_KeptBeyondTheChain_Throws()
    {
        TestPlatform.PatientQuery? kept = null;
        var search = Client.Observation.Search(q =>
        {
            q.Subject.Patient(p => kept = p.Family.StartsWith("a"));
            Assert.Throws<InvalidOperationException>(() => kept!.Family.StartsWith("b"));
            q.Code.Is("1");
        });

        Assert.Equal("Observation?subject:Patient.family=a&code=1", search.RelativeUrl);
        Assert.Equal("Observation?code=2", Client.Observation.Search(q =>
        {
            Assert.Throws<InvalidOperationException>(() => kept!.Family.StartsWith("b"));
            q.Code.Is("2");
        }).RelativeUrl);
    }

    [Fact]
    public void ChainsQuery_KeptByAFunctionThatThrows_Throws()
    {
        TestPlatform.PatientQuery? kept = null;
        Assert.Throws<TimeoutException>(() => Client.Observation.Search(q => q.Subject.Patient(p =>
        {
            kept = p.Family.StartsWith("a");
            throw new TimeoutException();
        })));

        var search = Client.Observation.Search(q =>
        {
            Assert.Throws<InvalidOperationException>(() => kept!.Family.StartsWith("b"));
            q.Subject.Patient(p => p.Family.StartsWith("c"));
        });

        Assert.Equal("Observation?subject:Patient.family=c", search.RelativeUrl);
    }

    [Fact]
    public void QueryAroundAChain_UsedInTheChainsFunction_ThrowsAndSpoilsTheSearch()
    {
        Assert.Throws<InvalidOperationException>(() => Client.Observation.Search(q => q.Subject.Patient(p => q.Code.Is("1"))));
        Assert.Throws<InvalidOperationException>(
            () => Client.Patient.Search(q => q.Has<TestPlatform.ObservationQuery>(o => o.Subject, o => q.Active.Is(true))));

        var exception = Assert.Throws<InvalidOperationException>(() => Client.Observation.Search(q => q.Subject.Patient(p =>
        {
            Assert.Throws<InvalidOperationException>(() => q.Code.Is("1"));
            p.Family.StartsWith("a");
        })));
        Assert.Contains("not sent", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void QueryOfAnotherSearch_InTheFunctionOfAnInnerOne_AddsToItsOwn()
    {
        string? inner = null;
        var outer = Client.Patient.Search(q => inner = Client.Patient.Search(p =>
        {
            p.Family.StartsWith("inner");
            q.Active.Is(true);
        }).RelativeUrl);

        Assert.Equal(("Patient?family=inner", "Patient?active=true"), (inner, outer.RelativeUrl));
    }

    [Fact]
    public void Query_UsedOnAnotherThread_Throws()
    {
        Exception? thrown = null;
        var search = Client.Patient.Search(q =>
        {
            var thread = new Thread(() => thrown = Record.Exception(() => q.Active.Is(true)));
            thread.Start();
            thread.Join();
            q.Family.StartsWith("a");
        });

        Assert.IsType<InvalidOperationException>(thrown);
        Assert.Equal("Patient?family=a", search.RelativeUrl);
    }

    [Fact]
    public async Task AsyncFunction_CannotBuildASearch()
    {
        var gate = new TaskCompletionSource();
        var used = new TaskCompletionSource<Exception?>();

        var exception = Assert.Throws<InvalidOperationException>(() => Client.Patient.Search(async q =>
        {
            q.Active.Is(true);
            await gate.Task;
            used.SetResult(Record.Exception(() => q.Family.StartsWith("late")));
        }));

        Assert.Contains("async", exception.Message, StringComparison.Ordinal);
        var next = Client.Patient.Search(q =>
        {
            gate.SetResult();
            Assert.IsType<InvalidOperationException>(used.Task.GetAwaiter().GetResult());
            q.AddressCity.StartsWith("b");
        });
        Assert.Equal("Patient?address-city=b", next.RelativeUrl);
        await used.Task;
    }

    /// <summary>An async function without a result hands its exception to the thread pool, where it would end the process.</summary>
    [Fact]
    public void AsyncFunction_ThatFailsBeforeItsFirstAwait_IsTheReasonThatIsGiven()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Client.Patient.Search(async q =>
        {
            q.Family.StartsWith("");
            await Task.CompletedTask;
        }));

        Assert.IsType<ArgumentException>(exception.InnerException);
    }

    [Fact]
    public void AsyncFunctionOfAChain_CannotBuildASearch() => Assert.Throws<InvalidOperationException>(
        () => Client.Observation.Search(q => q.Subject.Patient(async p =>
        {
            p.Family.StartsWith("a");
            await Task.CompletedTask;
        })));

    [Fact]
    public void AsyncWork_ThatTheFunctionWaitsFor_GoesOnAsEver()
    {
        static async Task<string> LoadAsync()
        {
            await Task.Yield();
            return "a";
        }

        var search = Client.Patient.Search(q => q.Family.StartsWith(Task.Run(LoadAsync).GetAwaiter().GetResult()).AddressCity.StartsWith(LoadAsync().GetAwaiter().GetResult()));

        Assert.Equal("Patient?family=a&address-city=a", search.RelativeUrl);
        Assert.IsNotType<AsyncFunctionGuard>(SynchronizationContext.Current);
    }

    [Fact]
    public void FunctionThatPicksAParameter_CannotAddACriterion()
    {
        (Action<TestPlatform.PatientQuery> Build, string Kind)[] builds =
        [
            (static q => q.Sort(p => p.Active.Is(true).Family), "own"),
            (static q => q.SortDescending(p => p.All().Family), "own"),
            (static q => q.Include(p => p.Family.StartsWith("x").GeneralPractitioner), "own"),
            (static q => q.Sort(_ => q.Active.Is(true).Family), "around"),
            (static q => q.RevInclude((TestPlatform.ObservationQuery o) => o.Code.Is("1").Subject), "other"),
            (static q => q.IncludeIterate((TestPlatform.ObservationQuery o) => o.All().Subject), "other"),
            (static q => q.Has<TestPlatform.ObservationQuery>(o => o.Sort(x => x.Date).Subject, o => o.Code.Is("1")), "other"),
        ];
        foreach (var (build, kind) in builds)
        {
            Assert.Throws<InvalidOperationException>(() => Client.Patient.Search(build));

            // Whoever catches it inside does not get a search without the criterion either.
            var exception = Assert.Throws<InvalidOperationException>(() => Client.Patient.Search(q =>
            {
                Assert.Throws<InvalidOperationException>(() => build(q));
                q.Active.Is(false);
            }));
            Assert.True(exception.Message.Contains("refused", StringComparison.Ordinal), kind);
        }

        // The query that stands for the other parameters is one for all searches: nothing is left in it.
        QueryBuild.Run<TestPlatform.PatientQuery>(static q => q.Active.Is(true).RevInclude((TestPlatform.ObservationQuery o) => o.Subject), out var meansAll);
        Assert.False(meansAll);
        Assert.Equal("Patient?active=true&_sort=family", Client.Patient.Search(q => q.Active.Is(true).Sort(p => p.Family)).RelativeUrl);
    }

    [Fact]
    public void FunctionThatPicksNoParameter_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => q.Active.Is(true).Sort(_ => default(StringParameter<TestPlatform.PatientQuery>))));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => q.Active.Is(true).Sort(p => new StringParameter<TestPlatform.PatientQuery>(p, "family&_id=1"))));
        Assert.Throws<ArgumentNullException>(() => Client.Patient.Search(q => q.Sort<StringParameter<TestPlatform.PatientQuery>>(null!)));
    }

    [Fact]
    public void Handle_WithoutAQueryOrAName_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => default(StringParameter<TestPlatform.PatientQuery>).StartsWith("x"));
        Assert.Throws<InvalidOperationException>(() => new TestPlatform.PatientQuery().Active.Is(true));
        Assert.Throws<ArgumentException>(() => Client.Patient.Search(q => new StringParameter<TestPlatform.PatientQuery>(q, "family=x&active").StartsWith("true")));
    }

    [Fact]
    public void LocalFilter_KeptBeyondItsFunction_Throws()
    {
        LocalFilters.PatientFilter? kept = null;
        var search = Client.Patient.Search(q => q.Family.StartsWith("x"));
        _ = search.FilterLocally(p => kept = p.Active.Is(true));

        var filtered = search.FilterLocally(p =>
        {
            Assert.Throws<InvalidOperationException>(() => kept!.Gender.Is(AdministrativeGender.Male));
            p.Birthdate.On(1980, 1, 2);
        });

        Assert.Equal(["birthdate"], filtered.Request.Filter!.Names);
        Assert.Throws<InvalidOperationException>(() => search.FilterLocally(async p =>
        {
            p.Active.Is(true);
            await Task.CompletedTask;
        }));
    }

    [Fact]
    public async Task ConditionalCriteria_KeptBeyondTheirFunction_Throw()
    {
        var writer = FakeServer.Writer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"1"}""", System.Net.HttpStatusCode.Created), out var server);
        WritingPlatform.PatientQuery? kept = null;
        await writer.Patient.CreateIfNoneExistAsync(new Patient(), q => kept = q.Identifier.Is("urn:oid:1.2.3", "1"));

        await writer.Patient.CreateIfNoneExistAsync(new Patient(), q =>
        {
            Assert.Throws<InvalidOperationException>(() => kept!.Identifier.Is("urn:oid:1.2.3", "1"));
            q.Identifier.Is("urn:oid:1.2.3", "2");
        });

        Assert.Equal("identifier=urn:oid:1.2.3%7C2", Assert.Single(server.Requests[1].Message.Headers.GetValues("If-None-Exist")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.Patient.ConditionalDeleteAsync(q =>
        {
            q.Identifier.Is("urn:oid:1.2.3", "1");
            Assert.ThrowsAny<ArgumentException>(() => q.Identifier.Is("urn:oid:1.2.3", ""));
        }));
        Assert.Equal(2, server.Requests.Count);
    }
}
