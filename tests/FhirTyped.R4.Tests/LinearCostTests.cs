using System.Text;

namespace FhirTyped.R4.Tests;

/// <summary>
/// What a payload costs grows as its length does, whatever is wrong with it. Counted are the entries that are looked at beside the
/// model, and the bytes that are allocated, for a payload and for one twice as long: a cost that grows with the square is four times
/// as high for that.
/// </summary>
public sealed class LinearCostTests
{
    private const int Items = 3_000;
    private const double MostGrowth = 2.8;

    private static readonly Dictionary<string, Func<int, string>> Kinds = new()
    {
        ["nulls in a list of objects"] = n => Patient($"\"name\":[{Repeat("null", n)}]"),
        ["other kinds in a list of objects"] = n => Patient($"\"name\":[{Repeat("1,\"a\",[],true", n)}]"),
        ["objects and nulls by turns"] = n => Patient($"\"name\":[{Repeat("{\"family\":\"a\"},null", n)}]"),
        ["arrays of arrays"] = n => Patient($"\"name\":[{Repeat("[[],[{}]]", n)}]"),
        ["unknown properties"] = n => Patient(Each(i => $"\"x{i}\":1", n)),
        ["unknown properties of an element"] = n => Patient($"\"name\":[{{{Each(i => $"\"x{i}\":{{\"a\":[1]}}", n)}}}]"),
        ["unknown properties of a primitive"] = n => Patient($"\"_birthDate\":{{{Each(i => $"\"x{i}\":1", n)}}}"),
        ["unknown properties of a choice"] = n => Patient($"\"deceasedBoolean\":true,\"_deceasedBoolean\":{{{Each(i => $"\"x{i}\":1", n)}}}"),
        ["one unknown property again and again"] = n => Patient(Repeat("\"x\":1", n)),
        ["one property again and again"] = n => Patient(Repeat("\"active\":true", n)),
        ["one unreadable property again and again"] = n => Patient(Repeat("\"active\":1", n)),
        ["readable and unreadable by turns"] = n => Patient(Repeat("\"active\":1,\"active\":true", n)),
        ["an unreadable list beside a long one"] = n => Patient($"{Repeat("\"name\":1", n)},\"telecom\":[{Repeat("{\"value\":\"a\"}", n)}]"),
        ["a list of nulls again and again"] = n => Patient(Repeat("\"name\":[null]", n)),
        ["a list again and again"] = n => Patient(Repeat("\"name\":[{}]", n)),
        ["choices of several types"] = n => Patient(Repeat("\"deceasedBoolean\":true,\"deceasedDateTime\":\"2020\"", n)),
        ["primitives with extensions"] = n => Name($"\"given\":[{Repeat("\"a\"", n)}],\"_given\":[{Repeat("{\"id\":\"i\"}", n)}]"),
        ["extensions before their primitives"] = n => Name($"\"_given\":[{Repeat("{\"id\":\"i\"}", n)}],\"given\":[{Repeat("\"a\"", n)}]"),
        ["nulls among primitives"] = n => Name($"\"given\":[{Repeat("null", n)}]"),
        ["nulls on both sides"] = n => Name($"\"given\":[{Repeat("null", n)}],\"_given\":[{Repeat("null", n)}]"),
        ["other kinds among primitives"] = n => Name($"\"given\":[{Repeat("1,{},[]", n)}],\"_given\":[{Repeat("1,\"a\",[]", n)}]"),
        ["primitives again and again under long extensions"] = n => Name($"\"_given\":[{Repeat("{\"id\":\"i\"}", n)}],{Repeat("\"given\":[\"a\"]", n)}"),
        ["extensions again and again beside long primitives"] = n => Name($"\"given\":[{Repeat("null", n)}],{Repeat("\"_given\":[{}]", n)}"),
        ["lists with nulls in many elements"] = n => Patient($"\"name\":[{Repeat("{\"given\":[null],\"prefix\":[null]}", n)}]"),
        ["comments everywhere"] = n => Patient($"\"name\":[{Repeat("{\"fhir_comments\":[\"a\"],\"family\":\"b\",\"_family\":{\"fhir_comments\":[\"c\"]}}", n)}]"),
        ["empty lists"] = n => Patient($"\"name\":[{Repeat("{\"given\":[],\"period\":[]}", n)}]"),
        ["entries with the type at the end"] = n => $$"""{"resourceType":"Bundle","entry":[{{Repeat("""{"resource":{"id":"a","name":[{"family":"b"}],"resourceType":"Patient"}}""", n)}}]}""",
        ["entries of nothing"] = n => $$"""{"resourceType":"Bundle","entry":[{{Repeat("{\"resource\":1,\"search\":[]}", n)}}],"link":[{{Repeat("null", n)}}]}""",
        ["contained of unknown types"] = n => Patient($"\"contained\":[{Repeat("{\"resourceType\":\"Other\",\"a\":1}", n)}]"),
        ["a number of many digits"] = n => Observation($"0.{new string('3', n * 10)}"),
        ["a number of many noughts"] = n => Observation($"1{new string('0', n * 10)}"),
        ["a long name"] = n => Patient($"\"{new string('a', n * 10)}\":1"),
        ["a long text of escapes"] = n => Name($"\"family\":\"{string.Concat(Enumerable.Repeat("\\u00e9\\\\", n))}\""),
        ["white space"] = n => Patient($"\"name\":[{new string(' ', n)}{Repeat("[ ]", n)}]"),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Payload_TwiceAsLong_CostsTwiceAsMuch(string kind)
    {
        Measure(Kinds[kind](Items / 10));

        var once = Measure(Kinds[kind](Items));
        var twice = Measure(Kinds[kind](2 * Items));

        foreach (var (work, cost) in once)
        {
            Assert.True(twice[work].Steps <= Math.Max(cost.Steps * MostGrowth, 200), $"{work}: {cost.Steps} steps became {twice[work].Steps}");
            Assert.True(twice[work].Bytes <= (cost.Bytes * MostGrowth) + 100_000, $"{work}: {cost.Bytes} bytes became {twice[work].Bytes}");
        }
    }

    private static Dictionary<string, (long Steps, long Bytes)> Measure(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var resource = FhirJson.Read(utf8);
        var copy = resource.DeepClone();
        var costs = new Dictionary<string, (long, long)>
        {
            ["reading"] = CostOf(() => FhirJson.Read(utf8)),
            ["reading with issues"] = CostOf(() => FhirJson.TryRead<Resource>(utf8, out _, out _)),
            ["writing"] = CostOf(() => FhirJson.ToUtf8Bytes(resource)),
            ["copying"] = CostOf(() => resource.DeepClone()),
            ["comparing"] = CostOf(() => Assert.True(resource.DeepEquals(copy))),
            ["walking"] = CostOf(() => Walk(resource)),
        };
        Assert.Equal(FhirJson.ToUtf8Bytes(resource), FhirJson.ToUtf8Bytes(FhirJson.Read(FhirJson.ToUtf8Bytes(resource))));
        return costs;
    }

    private static (long Steps, long Bytes) CostOf(Action action)
    {
        // Once before, so that buffers are there; and the least of several, since a collection may empty the pool between two.
        action();
        var least = (Steps: long.MaxValue, Bytes: long.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            var steps = SideTable.Steps;
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = (Math.Min(least.Steps, SideTable.Steps - steps), Math.Min(least.Bytes, GC.GetAllocatedBytesForCurrentThread() - bytes));
        }

        return least;
    }

    private static void Walk(Base element)
    {
        _ = element.UnknownProperties;
        foreach (var child in element.GetElements())
        {
            Walk(child.Value);
        }
    }

    private static string Patient(string properties) => $$"""{"resourceType":"Patient",{{properties}}}""";

    private static string Name(string properties) => Patient($"\"name\":[{{{properties}}}]");

    private static string Observation(string number) =>
        $$$"""{"resourceType":"Observation","status":"final","code":{},"valueQuantity":{"value":{{{number}}}},"component":[{"code":{},"valueSampledData":{"origin":{"value":{{{number}}}},"period":{{{number}}},"dimensions":1}}]}""";

    private static string Repeat(string text, int count) => string.Join(',', Enumerable.Repeat(text, count));

    private static string Each(Func<int, string> make, int count) => string.Join(',', Enumerable.Range(0, count).Select(make));
}
