using FhirTyped.Capabilities;
using FhirTyped.Matching;
using FhirTyped.R4;

namespace FhirTyped.Sandbox.Tests;

/// <summary>The indexes only save work: what is found is what looking at every resource finds.</summary>
public sealed class SearchIndexTests
{
    private const string BaseUrl = "http://127.0.0.1:1/fhir/r4/";

    [Fact]
    public void WhatIsFound_IsWhatLookingAtAllFinds_AfterAnyWrites()
    {
        var (searched, found) = (0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var clock = new ManualClock();
            var server = ServerWithIndexes(clock);
            var all = new ResourceFinder(server.Matcher, new SearchIndexes(server.Matcher, () => server.Store.State)) { Unindexed = int.MaxValue };
            var population = new SearchedPopulation(random, BaseUrl);
            var kept = new List<StoreState> { server.Store.State };
            for (var step = 0; step < 60; step++)
            {
                clock.Advance(TimeSpan.FromSeconds(random.Next(30)));
                Write(server, random, population, state => Compare(state));
                Compare(server.Store.State);
                kept.Add(server.Store.State);
                Compare(kept[random.Next(kept.Count)]);
            }

            void Compare(StoreState state)
            {
                var text = population.NextSearch();
                var question = text.IndexOf('?', StringComparison.Ordinal);
                var query = SearchQuery.Parse(text[..question], text[(question + 1)..]);
                if (query.Criteria.Any(criterion => CriterionMatcher.FindProblem(server.Matcher, query.ResourceType, criterion) is not null))
                {
                    return;
                }

                var expected = all.Find(state, query.ResourceType, query.Criteria);
                var actual = server.Finder.Find(state, query.ResourceType, query.Criteria);
                Assert.True(expected.SequenceEqual(actual), $"Seed {seed}: {text} finds {string.Join(',', actual.Select(static version => version.Id))}, not {string.Join(',', expected.Select(static version => version.Id))}.");
                searched++;
                found += expected.Count;
            }
        }

        // The searches are not all empty, nor all refused.
        Assert.InRange(searched, 5_000, int.MaxValue);
        Assert.InRange(found, searched / 2, int.MaxValue);
    }

    [Theory]
    [InlineData("Observation?patient=p1")]
    [InlineData("Observation?subject=Patient/p1&code=718-7")]
    [InlineData("Observation?patient=p1&date=ge2019")]
    [InlineData("Observation?subject:Patient=p1")]
    [InlineData("Observation?identifier=http://example.org/|o3")]
    [InlineData("Observation?code=rare")]
    [InlineData("Observation?date=2019-05-05")]
    [InlineData("Observation?date=lt2019-06")]
    [InlineData("Observation?_id=o1,o2,none")]
    [InlineData("Observation?_lastUpdated=lt2026-01-02T03:04:06Z")]
    [InlineData("Observation?patient.family=First")]
    [InlineData("Observation?patient:Patient.family:exact=First")]
    [InlineData("Observation?code-value-quantity=rare$gt1")]
    [InlineData("Patient?_has:Observation:patient:code=rare")]
    [InlineData("Patient?family=First")]
    [InlineData("Patient?name:exact=First")]
    public void WhatIsLookedAt_DoesNotGrowWithTheStore(string search)
    {
        Assert.Equal(Examined(search, 500), Examined(search, 1000));
        Assert.InRange(Examined(search, 1000), 1, 40);
    }

    [Fact]
    public void AnOrderOfAll_IsMadeOnceForAState()
    {
        var server = ServerWithIndexes(new ManualClock());
        Load(server, 20);
        var sorts = 0;
        var shelf = server.Store.State.Shelf("Observation");
        IReadOnlyList<ResourceVersion> Sorted(string keys) => shelf.Sorted(keys, all =>
        {
            sorts++;
            return [.. all.Reverse()];
        });

        Assert.Same(Sorted("-date"), Sorted("-date"));
        Assert.Equal(1, sorts);
        Assert.Equal(shelf.Current.Reverse(), Sorted("-date"));
        Assert.All(Enumerable.Range(0, 20), index => Assert.Equal(20, Sorted("key" + index).Count));
        server.Store.Write(draft => draft.Write(People.Laboratory("new", "p1")));
        Assert.Equal(21, server.Store.State.Shelf("Observation").Sorted("-date", static all => all).Count);
    }

    [Fact]
    public void WhatWasReplaced_IsThrownOut()
    {
        var server = ServerWithIndexes(new ManualClock());
        Load(server, 20);
        for (var i = 0; i < 2_000; i++)
        {
            server.Store.Write(draft => draft.Write(People.Laboratory("o1", i % 2 == 0 ? "p1" : "p2")));
            Find(server, "Observation?patient=p1");
        }

        var before = server.Finder.Examined;
        Find(server, "Observation?patient=p2");

        Assert.InRange(server.Finder.Examined - before, 1, 20);
    }

    [Fact]
    public void WhatWasRolledBack_IsNotFound()
    {
        var server = ServerWithIndexes(new ManualClock());
        Load(server, 20);
        var before = Find(server, "Observation?patient=p1").Count;
        Assert.Throws<InvalidOperationException>(() => server.Store.Write<int>(draft =>
        {
            draft.Write(People.Laboratory("new", "p1"));
            Assert.Equal(before + 1, Find(server, "Observation?patient=p1", draft.State).Count);
            throw new InvalidOperationException();
        }));

        Assert.Equal(before, Find(server, "Observation?patient=p1").Count);
    }

    [Fact]
    public async Task ReadersAndWriters_AtOnce_FindWhatTheirStateHolds()
    {
        var server = ServerWithIndexes(new ManualClock());
        Load(server, 50);
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                server.Store.Write(draft =>
                {
                    // Two writes that are visible together or not at all.
                    draft.Write(People.Laboratory("moved", i % 2 == 0 ? "p1" : "p2"));
                    return draft.Write(People.Laboratory("moved-too", i % 2 == 0 ? "p1" : "p2"));
                });
            }
        });
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (!writer.IsCompleted)
            {
                var state = server.Store.State;
                var moved = Find(server, "Observation?patient=p1", state).Count(static version => version.Id.StartsWith("moved", StringComparison.Ordinal))
                    + Find(server, "Observation?patient=p2", state).Count(static version => version.Id.StartsWith("moved", StringComparison.Ordinal));
                Assert.Equal(state.Find("Observation", "moved") is null ? 0 : 2, moved);
            }
        }));

        await Task.WhenAll(readers.Append(writer));
    }

    [Theory]
    [InlineData("code", "718-7,")]
    [InlineData("code", "http://loinc.org|718-7,")]
    [InlineData("patient", "p1,")]
    [InlineData("code:not", "718-7,")]
    [InlineData("value-string", "abc,")]
    public void LongListsOfValues_AreComparedByKey(string parameter, string hit)
    {
        var resource = People.Laboratory("o1", "p1");
        resource.Value = new StringElement("abcdef");
        var matcher = new SearchMatcher();
        long Compared(int count, bool holds)
        {
            var values = string.Concat(Enumerable.Range(0, count).Select(static index => "zz" + index + ",")) + (holds ? hit : "") + "yy";
            var matches = matcher.Compile("Observation", SearchQuery.ParseCriterion(parameter, values));
            var before = SearchMatcher.Compared;
            Assert.Equal(holds != parameter.EndsWith("not", StringComparison.Ordinal), matches(resource));
            return SearchMatcher.Compared - before;
        }

        Assert.InRange(Compared(20_000, holds: true), 1, 3);
        Assert.InRange(Compared(20_000, holds: false), 0, 3);
        Assert.InRange(Compared(10, holds: true), 1, 12);
    }

    [Fact]
    public async Task ATransactionOfConditions_LooksAtFew()
    {
        Assert.InRange(await ExaminedAsync(400), 1, 2L * await ExaminedAsync(200));

        static async Task<long> ExaminedAsync(int count)
        {
            await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
            await sandbox.LoadAsync(Enumerable.Range(0, count).Select(Known));
            var answer = await sandbox.PostAsync(BundleType.Transaction, [.. Enumerable.Range(count / 2, count).SelectMany(index => new[]
            {
                Bundles.Entry("POST", "Patient", Known(index), ifNoneExist: "identifier=sys|i" + index),
                Bundles.Entry("POST", "Observation", new Observation
                {
                    Status = ObservationStatus.Final,
                    Code = new CodeableConcept { Text = "x" },
                    Subject = new ResourceReference { Reference = "Patient?identifier=sys|i" + index },
                }),
            })]);

            Assert.Equal(count / 2, answer.Statuses().Count(static status => status == "200"));
            Assert.Equal((3 * count / 2) + count, sandbox.Count);
            return sandbox.Server.Finder.Examined;
        }
    }

    [Fact]
    public async Task LoadingConditionalReferences_LooksAtFew()
    {
        await using var sandbox = await FhirSandbox.StartAsync(BuiltIn.Hapi);
        await sandbox.LoadAsync([.. Enumerable.Range(0, 500).Select(Known), .. Enumerable.Range(0, 500).Select(static index =>
            People.Laboratory("o" + index, "") is var observation && (observation.Subject!.Reference = "Patient?identifier=sys|i" + index) is not null ? observation : null!)]);

        Assert.Equal(["o7"], (await sandbox.CreateHttpClient().GetAsync<Bundle>("Observation?patient=p7")).Ids());
        Assert.InRange(sandbox.Server.Finder.Examined, 500, 600);
    }

    private static Patient Known(int index)
    {
        var patient = People.Patient("p" + index);
        patient.Identifier.Add(new Identifier { System = "sys", Value = "i" + index });
        return patient;
    }

    private static SandboxServer ServerWithIndexes(ManualClock clock)
    {
        var server = new SandboxServer(BuiltIn.Hapi, new() { Clock = clock }, BaseUrl);
        server.Finder.Unindexed = 0;
        return server;
    }

    private static void Write(SandboxServer server, Random random, SearchedPopulation population, Action<StoreState> look)
    {
        var isRolledBack = random.Next(5) == 0;
        try
        {
            server.Store.Write(draft =>
            {
                for (var count = random.Next(1, 5); count > 0; count--)
                {
                    if (random.Next(5) == 0 && draft.State.Find(SearchedPopulation.Types[random.Next(4)], "r" + random.Next(9)) is { IsDeleted: false } version)
                    {
                        draft.Delete(version);
                    }
                    else
                    {
                        draft.Write(population.Next());
                    }

                    look(draft.State);
                }

                return isRolledBack ? throw new OperationCanceledException() : true;
            });
        }
        catch (OperationCanceledException)
        {
            // Nothing of it holds.
        }
    }

    private static long Examined(string search, int count)
    {
        var server = ServerWithIndexes(new ManualClock());
        Load(server, count);
        Assert.NotEmpty(Find(server, search));
        var before = server.Finder.Examined;
        Find(server, search);
        return server.Finder.Examined - before;
    }

    /// <summary>The first ten resources of each type are the ones that are searched for.</summary>
    private static void Load(SandboxServer server, int count)
    {
        var clock = (ManualClock)server.Options.Clock;
        server.Store.Write(draft =>
        {
            for (var i = 0; i < count; i++)
            {
                if (i == 10)
                {
                    clock.Advance(TimeSpan.FromHours(1));
                }

                draft.Write(People.Patient("p" + (i < 10 ? 1 : i), i < 10 ? "First" : "Other" + i));
                var observation = People.Laboratory("o" + i, "p" + (i < 10 ? 1 : i), i < 10 ? "rare" : "718-7", i < 10 ? "2019-05-05" : "2026-01-01");
                observation.Code!.Coding.Add(new Coding { System = "http://loinc.org", Code = "718-7" });
                observation.Identifier.Add(new Identifier { System = "http://example.org/", Value = "o" + i });
                observation.Value = new Quantity { Value = 5 };
                draft.Write(observation);
            }

            return 0;
        });
    }

    private static IReadOnlyList<ResourceVersion> Find(SandboxServer server, string search, StoreState? state = null)
    {
        var question = search.IndexOf('?', StringComparison.Ordinal);
        var query = SearchQuery.Parse(search[..question], search[(question + 1)..]);
        return server.Finder.Find(state ?? server.Store.State, query.ResourceType, query.Criteria);
    }
}
