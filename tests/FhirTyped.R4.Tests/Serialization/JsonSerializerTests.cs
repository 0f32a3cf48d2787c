using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FhirTyped.R4.Tests;

/// <summary>Resources and data types where <see cref="JsonSerializer"/> reads and writes them.</summary>
public sealed class JsonSerializerTests
{
    private const string Patient = """{"resourceType":"Patient","id":"p","x":1.50,"_birthDate":{"id":"b"},"name":[{"family":"Grün","given":["a",null],"_given":[null,{"id":"g"}]}],"multipleBirthInteger":2}""";

    private const string Visit = """
        {"Ward":"3","Patient":{"resourceType":"Patient","id":"p","birthDate":"1970-03"},"Resources":[{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50}},
        null,{"resourceType":"ActorDefinition","name":"later"}],"Names":{"a":{"family":"A","_family":{"id":"f"}}},"Weight":{"value":70.0,"unit":"kg"},"Note":"n","Born":"1970","Seen":"2020-01-02T03:04:05Z","Gender":"femme"}
        """;

    public static TheoryData<string> Values =>
    [
        """{"family":"A"}""", """[{"family":"A"},null,{"given":["b"]}]""", "null",
    ];

    [Fact]
    public void Resource_IsReadAndWritten_AsFhirJsonDoesIt()
    {
        var patient = JsonSerializer.Deserialize<Patient>(Patient)!;

        Assert.True(patient.DeepEquals(FhirJson.Read<Patient>(Patient)));
        Same(Patient, JsonSerializer.Serialize(patient));
        Same(Patient, JsonSerializer.Serialize<object>(patient));
        Same(Patient, JsonSerializer.Serialize<Resource>(patient));
        Assert.IsType<Patient>(JsonSerializer.Deserialize<Resource>(Patient));
        Assert.IsType<Patient>(JsonSerializer.Deserialize<DomainResource>(Patient));
        Assert.IsType<Patient>(JsonSerializer.Deserialize<Base>(Patient));
        Assert.Null(JsonSerializer.Deserialize<Patient>("null"));
    }

    [Fact]
    public void APayload_ThatEndsAnywhere_IsRefused()
    {
        // Each list and object may be where it ends: nothing behind the payload is looked at, and nothing is waited for.
        const string Whole = """{"resourceType":"Patient","x":[],"name":[{"given":["a",null],"_given":[null,{"id":"g"}]}],"contact":[{},{"name":{}}],"y":{"z":[1]},"active":true}""";
        var padded = Encoding.UTF8.GetBytes(Whole + new string(']', 8) + new string('}', 8));

        for (var length = 1; length < Whole.Length; length++)
        {
            var end = length;
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient>(padded.AsSpan(0, end)));
        }

        Assert.True(JsonSerializer.Deserialize<Patient>(padded.AsSpan(0, Whole.Length))!.DeepEquals(FhirJson.Read<Patient>(Whole)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[ ]")]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("[\"a\"]")]
    [InlineData("null")]
    [InlineData("1e400")]
    [InlineData("\"\\ud83d\\ude00\"")]
    public void WhatIsWrong_IsKeptWithinOtherJson_AsFhirJsonKeepsIt(string value)
    {
        foreach (var name in new[] { "name", "_birthDate", "birthDate", "maritalStatus", "active", "multipleBirthInteger", "contained", "unheardOf", "extension" })
        {
            var json = "{\"resourceType\":\"Patient\",\"" + name + "\":" + value + ",\"gender\":\"female\"}";
            var read = JsonSerializer.Deserialize<Visit>("  {\"Ward\":\"3\", \"Patient\": " + json + ", \"Note\":\"n\"}")!;

            Assert.True(read.Patient!.DeepEquals(FhirJson.Read<Patient>(json)), json);
            Assert.Equal(FhirJson.ToJson(FhirJson.Read<Patient>(json)), FhirJson.ToJson(read.Patient!));
            Assert.Equal(("3", "n"), (read.Ward, read.Note!.Value));
        }
    }

    [Fact]
    public void Objects_OfAProgram_HoldThem()
    {
        var visit = JsonSerializer.Deserialize<Visit>(Visit)!;

        Same(Visit, JsonSerializer.Serialize(visit));
        Assert.Equal(1.50m, Assert.IsType<Observation>(visit.Resources[0]).ValueQuantity!.Value);
        Assert.Null(visit.Resources[1]);
        Assert.IsType<UnknownResource>(visit.Resources[2]);
        Assert.Equal((FhirPrecision.Year, false), (visit.Born.Precision, visit.Gender.IsKnown));
        Same("""{"Ward":null,"Patient":null,"Resources":[],"Names":{},"Weight":null,"Note":null,"Born":null,"Seen":null,"Gender":null}""", JsonSerializer.Serialize(new Visit()));
        Assert.Equal(default, JsonSerializer.Deserialize<Visit>("""{"Born":null,"Gender":null}""")!.Gender);
    }

    [Fact]
    public void Objects_AreHeld_WithoutReflection()
    {
        var visit = JsonSerializer.Deserialize(Visit, VisitContext.Default.Visit)!;

        Same(Visit, JsonSerializer.Serialize(visit, VisitContext.Default.Visit));
        Same(Patient, JsonSerializer.Serialize(JsonSerializer.Deserialize(Patient, VisitContext.Default.Resource)!, VisitContext.Default.Resource));
        var strict = new VisitContext(new JsonSerializerOptions { Converters = { new FhirJsonConverterFactory(FhirJsonOptions.Strict) } });
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"resourceType":"Patient","gender":"femme"}""", strict.Patient));
    }

    [Fact]
    public void Resolver_KnowsEveryType_AndHearsTheOptions()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = FhirJsonTypeInfoResolver.Instance };
        Same(Patient, JsonSerializer.Serialize(JsonSerializer.Deserialize<Resource>(Patient, options), options));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Visit>("{}", options));
        var strict = new JsonSerializerOptions(options) { Converters = { new FhirJsonConverterFactory(FhirJsonOptions.Strict) } };
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Resource>(Patient, strict));
    }

    [Theory]
    [InlineData("true", typeof(BooleanElement))]
    [InlineData("1.50", typeof(DecimalElement))]
    [InlineData("1.5E+2", typeof(DecimalElement))]
    [InlineData("7", typeof(PositiveIntElement))]
    [InlineData("\"1970-03\"", typeof(DateElement))]
    [InlineData("\"a\\u0022\\n\"", typeof(MarkdownElement))]
    [InlineData("""{"value":"a","id":"i","extension":[{"url":"u","valueString":"v"}]}""", typeof(StringElement))]
    [InlineData("""{"id":"i"}""", typeof(BooleanElement))]
    public void Primitive_ThatStandsAlone_IsItsValueOrAnObject(string json, Type type)
    {
        var element = JsonSerializer.Deserialize(json, type)!;

        Same(json, JsonSerializer.Serialize(element, type));
        Same(json, JsonSerializer.Serialize<Element>((Element)element));
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":{"family":"SECRET"}}""", typeof(HumanName), false, "HumanName")]
    [InlineData("\"SECRET\"", typeof(BooleanElement), false, "root")]
    [InlineData("\"SECRET\"", typeof(HumanName), false, "root")]
    [InlineData("[\"SECRET\"]", typeof(Patient), false, "root")]
    [InlineData("""{"resourceType":"Observation","valueString":"SECRET"}""", typeof(Patient), false, "Observation")]
    [InlineData("""{"id":"SECRET"}""", typeof(Patient), false, "Resource")]
    [InlineData("""{"resourceType":"Patient","id":"SECRET" SECRET}""", typeof(Patient), false, "root")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a"},{"family":"\ud800SECRET"}]}""", typeof(Patient), false, "Patient.name[1].family")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"a"},{"family":{"SECRET":1}}]}""", typeof(Patient), true, "Patient.name[1].family")]
    [InlineData("""{"given":["SECRET",1]}""", typeof(HumanName), true, "HumanName.given[1]")]
    public void Errors_AreJsonExceptions_WithThePlaceAndNoValue(string json, Type type, bool isStrict, string place)
    {
        var options = new JsonSerializerOptions();
        if (isStrict)
        {
            options.Converters.Add(new FhirJsonConverterFactory(FhirJsonOptions.Strict));
        }

        if (type == typeof(HumanName) && place == "HumanName")
        {
            // A resource where an element should be has properties that it does not know.
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        }

        var exception = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type, options));

        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
        Assert.IsType<FhirFormatException>(exception.InnerException);
    }

    [Fact]
    public void Error_TellsThePlaceInTheWholePayload()
    {
        var options = new JsonSerializerOptions { Converters = { new FhirJsonConverterFactory(FhirJsonOptions.Strict) } };
        const string Json = "{\n\"Ward\":\"1\",\n\"Resources\":[{\"resourceType\":\"Patient\"},\n{\"resourceType\":\"Patient\",\n \"birthDate\":\"SECRET\"}]}";

        var exception = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Visit>(Json, options));

        Assert.Equal(("$.Resources[1]", 4L, " \"birthDate\":\"SECRET\"".Length), (exception.Path, exception.LineNumber, exception.BytePositionInLine));
        Assert.Equal("Value outside the format of its type at Patient.birthDate.", exception.Message);
    }

    [Fact]
    public void Error_IsToldBeforeItIsThrown()
    {
        var told = new List<FhirFormatIssue>();
        var options = new JsonSerializerOptions { Converters = { new FhirJsonConverterFactory(FhirJsonOptions.Strict, error => told.Add(error.Issue)) } };

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient>("""{"resourceType":"Patient","gender":"x"}""", options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient>("""{"resourceType":"Patient",}""", options));

        Assert.Equal([FhirFormatCode.UnknownCode, FhirFormatCode.InvalidJson], told.Select(issue => issue.Code));
    }

    [Fact]
    public void Element_WithoutAType_IsWrittenAndNotRead()
    {
        Same("""{"value":1.5,"unit":"g"}""", JsonSerializer.Serialize<Element>(new Quantity(1.5m, "g")));
        var exception = Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Element>("{}"));
        Assert.Contains("declare a type", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ForWriting_AreRespected()
    {
        var patient = new Patient { Id = "p", Name = { new HumanName("Grün") } };
        var options = new JsonSerializerOptions
        {
            WriteIndented = true, IndentCharacter = '\t', IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        };

        Assert.Equal("{\n\t\"resourceType\": \"Patient\",\n\t\"id\": \"p\",\n\t\"name\": [\n\t\t{\n\t\t\t\"family\": \"Grün\"\n\t\t}\n\t]\n}", JsonSerializer.Serialize(patient, options));
        Assert.Contains(@"Gr\u00FCn", JsonSerializer.Serialize(patient), StringComparison.Ordinal);
        Assert.Equal("p", JsonSerializer.SerializeToNode(patient)!["id"]!.GetValue<string>());
        Same(Patient, JsonSerializer.Serialize(JsonNode.Parse(Patient).Deserialize<Patient>()));
        Same(Patient, JsonSerializer.Serialize(JsonDocument.Parse(Patient).Deserialize<Resource>()));
    }

    [Fact]
    public void Options_ForReading_AreRespected()
    {
        var lenient = new JsonSerializerOptions { AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };
        const string Commented = "[{\"resourceType\":\"Patient\", /* a */ \"x\":1.50, \"birthDate\":\"1970\", // b\n \"name\":[{\"family\":\"A\",},],},]";

        Same("""{"resourceType":"Patient","birthDate":"1970","name":[{"family":"A"}],"x":1.50}""", JsonSerializer.Serialize(JsonSerializer.Deserialize<Patient[]>(Commented, lenient)![0]));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient[]>(Commented));
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient[]>(
            Commented.Replace("1970", "SECRET"), new JsonSerializerOptions(lenient) { Converters = { new FhirJsonConverterFactory(FhirJsonOptions.Strict) } }));
        Assert.Contains("Patient.", error.Message, StringComparison.Ordinal);

        const string Twice = """{"resourceType":"Patient","id":"a","id":"b"}""";
        Assert.Equal("b", JsonSerializer.Deserialize<Patient>(Twice)!.Id);
        Assert.Contains("Patient.id", Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<Patient>(Twice, new JsonSerializerOptions { AllowDuplicateProperties = false })).Message, StringComparison.Ordinal);
        Assert.Contains("Patient.?", Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<Patient>(Patient, new JsonSerializerOptions { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_OfTheOptions_ReachBeyondTheIssuesThatAreNoted()
    {
        var names = string.Join(',', Enumerable.Repeat("""{"family":1}""", FhirJsonOptions.DefaultMaxIssues + 5));
        var json = $$"""{"resourceType":"Patient","name":[{{names}}],"SECRET":1}""";

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient>(json, new JsonSerializerOptions { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow }));
        Assert.NotNull(JsonSerializer.Deserialize<Patient>(json));
    }

    [Fact]
    public void Depth_OfTheOptions_Counts()
    {
        static string Nested(int levels) =>
            "{\"resourceType\":\"Patient\",\"extension\":[" + string.Concat(Enumerable.Repeat("{\"url\":\"u\",\"extension\":[", levels))
            + "{\"url\":\"u\"}" + string.Concat(Enumerable.Repeat("]}", levels)) + "]}";
        static Patient Deep(int levels)
        {
            var patient = new Patient();
            var list = patient.Extension;
            for (var i = 0; i < levels; i++)
            {
                list.Add(new Extension { Url = "u" });
                list = list[0].Extension;
            }

            return patient;
        }

        var told = new List<FhirFormatCode>();
        var options = new JsonSerializerOptions { Converters = { new FhirJsonConverterFactory(null, error => told.Add(error.Issue.Code)) } };
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient>(Nested(40), options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Patient>(Nested(40), new JsonSerializerOptions(options) { MaxDepth = 200 }));
        Assert.Equal([FhirFormatCode.DepthLimit, FhirFormatCode.DepthLimit], told);
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(Deep(40)));
        var deep = new JsonSerializerOptions { MaxDepth = 200, Converters = { new FhirJsonConverterFactory(FhirJsonOptions.Lenient with { MaxDepth = 200 }) } };
        Assert.True(JsonSerializer.Deserialize<Patient>(JsonSerializer.Serialize(Deep(40), deep), deep)!.DeepEquals(Deep(40)));
        var circle = new Patient();
        circle.Contained.Add(circle);
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(circle));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(circle, new JsonSerializerOptions { MaxDepth = 900 }));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new Patient { Id = "\ud800" }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task StreamsAndPipes_InPieces(int size)
    {
        var utf8 = Encoding.UTF8.GetBytes(Visit);
        var options = new JsonSerializerOptions { DefaultBufferSize = 16 };

        Same(Visit, JsonSerializer.Serialize(await JsonSerializer.DeserializeAsync<Visit>(new PieceStream(utf8, size), options)));
        Same(Visit, JsonSerializer.Serialize(await JsonSerializer.DeserializeAsync<Visit>(PipeReader.Create(InPieces(utf8, size)), options)));
        var reader = new Utf8JsonReader(InPieces(utf8, size));
        Same(Visit, JsonSerializer.Serialize(JsonSerializer.Deserialize<Visit>(ref reader, options)));
        var one = new Utf8JsonReader(new ReadOnlySequence<byte>(utf8));
        Same(Visit, JsonSerializer.Serialize(JsonSerializer.Deserialize<Visit>(ref one, options)));
        using var written = new MemoryStream();
        await JsonSerializer.SerializeAsync(written, JsonSerializer.Deserialize<Visit>(Visit), options);
        Same(Visit, Encoding.UTF8.GetString(written.ToArray()));
        var items = JsonSerializer.DeserializeAsyncEnumerable<Resource>(new PieceStream(Encoding.UTF8.GetBytes($"[{Patient},{Patient}]"), size), options);
        Assert.Equal(2, await items.CountAsync());
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void DataTypes_InLists(string json)
    {
        if (json.StartsWith('['))
        {
            Same(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<List<HumanName>>(json)));
        }
        else
        {
            Same(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<HumanName>(json)));
        }
    }

    [Fact]
    public void EveryTypeOfTheModel_HasItsConverter()
    {
        foreach (var type in typeof(Patient).Assembly.GetExportedTypes().Where(typeof(Base).IsAssignableFrom))
        {
            var converter = JsonSerializerOptions.Default.GetConverter(type);
            Assert.Equal(typeof(FhirJsonConverter<>).MakeGenericType(type), converter.GetType());
        }
    }

    [Fact]
    public void Dates_OutsideTheirFormat_AreRefusedWithoutTheirValue()
    {
        foreach (var json in new[] { """{"Born":"SECRET"}""", """{"Born":19}""", """{"Seen":"2020-13"}""", """{"Gender":1}""", """{"Gender":""}""" })
        {
            Assert.DoesNotContain("SECRET", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Visit>(json)).Message, StringComparison.Ordinal);
        }

        Assert.Equal("""{"1970-03":1}""", JsonSerializer.Serialize(new Dictionary<FhirDate, int> { [new FhirDate(1970, 3)] = 1 }));
        Assert.Equal(new FhirDate(1970, 3), JsonSerializer.Deserialize<Dictionary<FhirDate, int>>("""{"1970-03":1}""")!.Keys.Single());
        Assert.Equal("\"03:04:05.60\"", JsonSerializer.Serialize(FhirTime.Parse("03:04:05.60")));
        Assert.Equal("\"2020-01-02T03:04:05\\u002B01:00\"", JsonSerializer.Serialize(FhirInstant.Parse("2020-01-02T03:04:05+01:00")));
    }

    private static void Same(string expected, string actual) =>
        Assert.Null(JsonComparison.FirstDifference(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual)));

    private static ReadOnlySequence<byte> InPieces(byte[] utf8, int size)
    {
        var first = new Piece(utf8.AsMemory(0, Math.Min(size, utf8.Length)));
        var last = first;
        for (var at = size; at < utf8.Length; at += size)
        {
            last = last.Append(utf8.AsMemory(at, Math.Min(size, utf8.Length - at)));
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        // Bytes of their own each, so that no two lie beside each other.
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory.ToArray();

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }

    private sealed class PieceStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
