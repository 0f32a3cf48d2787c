using System.Globalization;
using System.Reflection;

namespace FhirTyped.R4.Tests;

/// <summary>What ends up in logs holds no data of patients: the names of types, and nothing of what they hold.</summary>
public sealed class MessageTests
{
    private const string Secret = "Chalmers";

    [Fact]
    public void ToString_OfEveryModelType_IsNoValue()
    {
        var types = typeof(Base).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Base)) && !type.IsAbstract && type != typeof(UnknownResource)).ToList();
        Assert.True(types.Count > 600, $"{types.Count} types");
        foreach (var type in types)
        {
            var element = (Base)Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties().Where(property => property.CanWrite && property.PropertyType == typeof(string)))
            {
                property.SetValue(element, Secret);
            }

            Assert.DoesNotContain(Secret, element.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, new NamedElement("name", 0, element).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ToString_OfPrimitiveElements_IsTheirType()
    {
        Element[] elements = [Secret, 4711, 47.11m, true, new FhirDate(1970, 3, 30), new FhirDateTime(1970), new FhirTime(10, 0, 0)];

        Assert.Equal(["string", "integer", "decimal", "boolean", "date", "dateTime", "time"], elements.Select(element => element.ToString()));
        Assert.Equal(Secret, ((PrimitiveElement)elements[0]).Text);
    }

    // These are values and no model types: their text is what they are, and is what a program asks for with ToString.
    [Fact]
    public void ToString_OfPrimitiveValues_IsTheirText()
    {
        Assert.Equal("1970-03", new FhirDate(1970, 3).ToString());
        Assert.Equal("1970", new FhirDateTime(1970).ToString());
        Assert.Equal("10:00:00", new FhirTime(10, 0, 0).ToString());
        Assert.Equal("female", new Code<AdministrativeGender>(AdministrativeGender.Female).ToString());
        Assert.Equal("Patient/1", ReferenceUrl.Parse("Patient/1").ToString());
    }

    [Fact]
    public void Exceptions_OfConversions_RepeatNothing()
    {
        Action[] conversions =
        [
            () => FhirDate.Parse(Secret), () => FhirDateTime.Parse(Secret), () => FhirInstant.Parse(Secret), () => FhirTime.Parse(Secret),
            () => FhirDate.Parse(Secret, CultureInfo.InvariantCulture),
            () => FhirResources.Create(Secret),
            () => FhirJson.Read<Patient>($$"""{"resourceType":"Patient","birthDate":"{{Secret}}"}""").BirthDate!.Value.ToDateOnly(),
            () => FhirJson.Read<Patient>($$"""{"resourceType":"{{Secret}}"}"""),
            () => FhirJson.Read<Patient>($$"""{"resourceType":"Patient","{{Secret}}":"{{Secret}}"}""", FhirJsonOptions.Strict),
            () => FhirJson.Read<Patient>($$"""{"resourceType":"Patient","gender":"{{Secret}}"}""", FhirJsonOptions.Strict),
            () => FhirJson.Read<Patient>($$"""{"resourceType":"Patient","{{Secret}}":{{Secret}}}"""),
            () => FhirJson.ToJson(new Patient { Id = Secret + "\uD83D" }),
        ];
        foreach (var conversion in conversions)
        {
            var exception = Record.Exception(conversion);
            Assert.NotNull(exception);
            Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Issues_HaveATextForEveryCode()
    {
        var texts = Enum.GetValues<FhirFormatCode>().Select(code => new FhirFormatIssue(code, FhirFormatSeverity.Error, "Patient", 1, 2).ToString()).ToList();

        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(texts, text => Assert.EndsWith(" at Patient (line 1, byte 2).", text, StringComparison.Ordinal));
    }
}
