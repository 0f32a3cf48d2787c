using FhirTyped.R4;

namespace FhirTyped.Tests;

/// <summary>
/// What the client sends for each kind of element, letter by letter as the specification has it (https://hl7.org/fhir/R4/fhirpatch.html): the
/// sandbox could share an error.
/// </summary>
public sealed class FhirPathPatchFormTests
{
    [Fact]
    public void ABackboneElement_IsSentAsParts() => Assert.Equal(
        """
        {"name":"value","part":[{"name":"id","valueString":"c"},{"name":"name","valueHumanName":{"text":"a name"}},{"name":"telecom","valueContactPoint":{"value":"1"}},{"name":"telecom","valueContactPoint":{"value":"2"}},{"name":"gender","valueCode":"male"},{"name":"organization","valueReference":{"reference":"Organization/1"}}]}
        """,
        Sent(new PatientContact
        {
            Id = "c",
            Name = new HumanName { Text = "a name" },
            Telecom = { new ContactPoint { Value = "1" }, new ContactPoint { Value = "2" } },
            Gender = AdministrativeGender.Male,
            Organization = new ResourceReference { Reference = "Organization/1" },
        }));

    [Fact]
    public void PartsNest_WithRepeatsAndChoices() => Assert.Equal(
        """
        {"name":"value","part":[{"name":"linkId","valueString":"1"},{"name":"type","valueCode":"group"},{"name":"item","part":[{"name":"linkId","valueString":"1.1"},{"name":"type","valueCode":"choice"},{"name":"answerOption","part":[{"name":"value","valueInteger":1}]},{"name":"answerOption","part":[{"name":"value","valueCoding":{"code":"b"}}]}]},{"name":"item","part":[{"name":"linkId","valueString":"1.2"},{"name":"type","valueCode":"display"}]}]}
        """,
        Sent(new QuestionnaireItem
        {
            LinkId = "1",
            Type = QuestionnaireItemType.Group,
            Item =
            {
                new QuestionnaireItem
                {
                    LinkId = "1.1",
                    Type = QuestionnaireItemType.Choice,
                    AnswerOption = { new QuestionnaireItemAnswerOption { Value = 1 }, new QuestionnaireItemAnswerOption { Value = new Coding { Code = "b" } } },
                },
                new QuestionnaireItem { LinkId = "1.2", Type = QuestionnaireItemType.Display },
            },
        }));

    [Fact]
    public void AnExtension_AndANarrative_AreSentAsParts()
    {
        Assert.Equal(
            """
            {"name":"value","part":[{"name":"extension","part":[{"name":"url","valueUri":"inner"},{"name":"value","valueDecimal":1.50}]},{"name":"url","valueUri":"http://example.org/x"}]}
            """,
            Sent(new Extension { Url = "http://example.org/x", Extension = { new Extension { Url = "inner", Value = 1.50m } } }));
        Assert.Equal(
            """
            {"name":"value","part":[{"name":"status","valueCode":"generated"},{"name":"div","valueString":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}]}
            """,
            Sent(new Narrative { Status = NarrativeStatus.Generated, Div = "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>" }));
    }

    [Fact]
    public void IdsAndExtensionsOfPrimitives_TravelBesideThem()
    {
        var contact = new PatientContact { Gender = AdministrativeGender.Male };
        contact.SetPrimitiveMetadata("gender", new PrimitiveMetadata { Id = "g", Extension = { new Extension { Url = "http://example.org/x", Value = true } } });

        Assert.Equal(
            """
            {"name":"value","part":[{"name":"gender","valueCode":"male","_valueCode":{"id":"g","extension":[{"url":"http://example.org/x","valueBoolean":true}]}}]}
            """,
            Sent(contact));
        Assert.Equal(
            """{"name":"value","_valueDate":{"extension":[{"url":"http://example.org/x","valueCode":"unknown"}]}}""",
            Sent(new DateElement { Extension = { new Extension { Url = "http://example.org/x", Value = new CodeElement("unknown") } } }));
    }

    [Fact]
    public void WhatAParameterCanHold_IsItsValue()
    {
        Assert.Equal("""{"name":"value","valueHumanName":{"text":"a"}}""", Sent(new HumanName { Text = "a" }));
        Assert.Equal("""{"name":"value","valueTiming":{"repeat":{"count":2}}}""", Sent(new Timing { Repeat = new TimingRepeat { Count = 2 } }));
        Assert.Equal("""{"name":"value","valueDosage":{"text":"a"}}""", Sent(new Dosage { Text = "a" }));
        Assert.Equal("""{"name":"value","valueMeta":{"tag":[{"code":"a"}]}}""", Sent(new Meta { Tag = { new Coding { Code = "a" } } }));
    }

    [Fact]
    public void WhatHoldsNothing_OrWhatFhirDoesNotKnow_IsNotSent()
    {
        var unknown = FhirJson.Read<Patient>("""{"resourceType":"Patient","contact":[{"nickname":"a","gender":"male"}]}""").Contact[0];
        foreach (var value in (Element[])[new PatientContact(), new HumanName(), new StringElement(null), unknown, new PatientContact { Name = new HumanName() }])
        {
            Assert.Throws<ArgumentException>(() => new FhirPathPatch().Add("Patient", "contact", value));
            Assert.Throws<ArgumentException>(() => new FhirPathPatch().Insert("Patient.contact", 0, value));
            Assert.Throws<ArgumentException>(() => new FhirPathPatch().Replace("Patient.contact[0]", value));
        }
    }

    [Fact]
    public void EveryTypeOfTheModel_IsSentAsFhir()
    {
        // Each element of each type once, filled with one of its own: what is sent must be read strictly as Parameters.
        var types = typeof(Element).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Element)) && !type.IsAbstract && type.GetConstructor([]) is not null && !type.IsSubclassOf(typeof(PrimitiveElement)));
        var count = 0;
        foreach (var type in types)
        {
            var element = (Element)Activator.CreateInstance(type)!;
            element.Id = "x";
            element.Extension.Add(new Extension { Url = "http://example.org/x", Value = true });
            var json = FhirJson.ToUtf8Bytes(new FhirPathPatch().Add("Patient", "x", element).ToParameters());
            var value = FhirJson.Read<Parameters>(json, FhirJsonOptions.Lenient).Parameter[0].Part[^1];
            FhirJson.TryRead<Parameters>(json, out _, out var issues);

            // Required elements are missing where a parameter holds the value: nothing else may be wrong.
            Assert.DoesNotContain(issues, static issue => issue.Code != FhirFormatCode.MissingElement);
            Assert.True(value.Value is not null ? value.Value.GetType() == type : value.Part.Count >= 2, type.Name);
            count++;
        }

        Assert.True(count > 500, $"{count}");
    }

    /// <summary>The parameter <c>value</c> as it is sent.</summary>
    private static string Sent(Element value)
    {
        var json = FhirJson.ToJson(new FhirPathPatch().Replace("Patient.contact[0]", value).ToParameters());
        var start = json.IndexOf("{\"name\":\"value\"", StringComparison.Ordinal);
        return json[start..^"]}]}".Length];
    }
}
